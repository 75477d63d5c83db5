package de.gemeinsamkommune.advisory.erasure;

import de.gemeinsamkommune.advisory.request.RequestRegister;
import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Reaction;

import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Removes erased people from the requests and confirms it.
 *
 * <p>A reaction: every step may be repeated, the first one writes the person's id under which all
 * later ones are known to be due.
 */
@Component
class PersonErasure implements Reaction {

    private static final String PERSON_ERASED = "membership.person-erased.v1";
    private static final Duration RECENT = Duration.ofDays(1);
    private static final int BATCH = 200;

    private final Erasures erasures;
    private final RequestRegister requests;
    private final Clock clock;
    private @Nullable Instant swept;

    PersonErasure(Erasures erasures, RequestRegister requests, Clock clock) {
        this.erasures = erasures;
        this.requests = requests;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "person-erasure";
    }

    @Override
    public List<String> topics() {
        return List.of("membership.person");
    }

    /** A restored store must not know an erased person again. */
    @Override
    public Set<String> lasting() {
        return Set.of(PERSON_ERASED);
    }

    @Override
    public void on(Message message) {
        if (!message.type().equals(PERSON_ERASED)) {
            return;
        }
        String person = message.read(PersonErased.class).person();
        if (erasures.isConfirmed(person)) {
            return;
        }
        erasures.begin(person);
        requests.forget(List.of(person));
        erasures.confirm(person);
    }

    /**
     * Erases again, all people at the start (the store may have been restored from before their
     * erasure) and then those of the last day (a command may have died between its write and the
     * look at the erasures).
     */
    @Scheduled(initialDelay = 0, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void sweep() {
        Instant now = clock.instant();
        List<String> people =
                new ArrayList<>(erasures.since(swept == null ? null : swept.minus(RECENT)));
        for (int from = 0; from < people.size(); from += BATCH) {
            requests.forget(people.subList(from, Math.min(from + BATCH, people.size())));
        }
        swept = now;
    }

    /** What this service reads of {@code membership.person-erased.v1}. */
    record PersonErased(String person) {}
}
