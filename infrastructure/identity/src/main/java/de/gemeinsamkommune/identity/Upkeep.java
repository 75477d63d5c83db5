package de.gemeinsamkommune.identity;

import de.gemeinsamkommune.identity.factors.AuthenticatorApp;
import de.gemeinsamkommune.identity.factors.Challenges;
import de.gemeinsamkommune.identity.keys.SigningKeys;
import de.gemeinsamkommune.identity.session.Sessions;
import de.gemeinsamkommune.identity.signin.AttemptLimit;
import de.gemeinsamkommune.identity.signin.SignInLinks;
import de.gemeinsamkommune.identity.token.Authorizations;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.util.List;

/**
 * Removes each minute what has expired, and makes the next signing key in time. Any number of
 * instances may do so at once. Nothing waits for it: what is too old is refused anyway.
 */
@Component
final class Upkeep {

    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

    private final List<Runnable> chores;

    Upkeep(
            SigningKeys keys,
            Sessions sessions,
            Authorizations authorizations,
            SignInLinks links,
            AttemptLimit attempts,
            AuthenticatorApp app,
            Challenges challenges) {
        this.chores =
                List.of(
                        keys::maintain,
                        sessions::expire,
                        authorizations::expire,
                        links::expire,
                        attempts::expire,
                        app::expire,
                        challenges::expire);
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void run() {
        for (Runnable chore : chores) {
            try {
                chore.run();
            } catch (RuntimeException failed) {
                // the next minute tries again; one chore must not keep the others from theirs
                log.warn("Upkeep failed", failed);
            }
        }
    }
}
