package de.gemeinsamkommune.membership.erasure;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * How long what was erased can still be found where nobody looks; the receipts say so.
 *
 * @param storeFiles until the store's files are compacted
 * @param backups until the last backup with it is deleted
 * @param logs until the last log with it is deleted
 */
@ConfigurationProperties("membership.erasure")
record ErasureSettings(Duration storeFiles, Duration backups, Duration logs) {

    /** Refuses negative times. */
    ErasureSettings {
        if (storeFiles.isNegative() || backups.isNegative() || logs.isNegative()) {
            throw new IllegalArgumentException("times of retention are not negative");
        }
    }
}
