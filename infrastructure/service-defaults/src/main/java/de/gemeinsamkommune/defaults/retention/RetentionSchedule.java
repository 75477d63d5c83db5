package de.gemeinsamkommune.defaults.retention;

import org.springframework.scheduling.annotation.Scheduled;

import java.time.Duration;

/** Looks at the rules once a day, as soon as it is late enough. */
class RetentionSchedule {

    private final Retention retention;
    private final Duration after;

    /**
     * The schedule.
     *
     * @param after midnight in Europe/Berlin
     */
    RetentionSchedule(Retention retention, Duration after) {
        this.retention = retention;
        this.after = after;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10M")
    void look() {
        if (retention.isAfter(after)) {
            retention.check();
        }
    }
}
