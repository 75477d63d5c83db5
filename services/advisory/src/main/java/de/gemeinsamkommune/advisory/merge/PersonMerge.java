package de.gemeinsamkommune.advisory.merge;

import de.gemeinsamkommune.advisory.request.RequestRegister;
import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Reaction;

import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Makes the requests, replies and efforts of a former id those of the person it belongs to.
 *
 * <p>A reaction: every step may be repeated, the first one writes the former id under which all
 * later ones are known to be due.
 */
@Component
class PersonMerge implements Reaction {

    private static final String PERSON_MERGED = "membership.person-merged.v1";
    private static final Duration RECENT = Duration.ofDays(1);

    private final Merges merges;
    private final RequestRegister requests;
    private final Clock clock;
    private @Nullable Instant swept;

    PersonMerge(Merges merges, RequestRegister requests, Clock clock) {
        this.merges = merges;
        this.requests = requests;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "person-merge";
    }

    @Override
    public List<String> topics() {
        return List.of("membership.person");
    }

    /** Membership merges them again too when its own store was restored. */
    @Override
    public Set<String> lasting() {
        return Set.of(PERSON_MERGED);
    }

    @Override
    public void on(Message message) {
        if (message.type().equals(PERSON_MERGED)) {
            PersonMerged merged = message.read(PersonMerged.class);
            merges.begin(merged.person(), merged.into());
            requests.merge(merged.person());
        }
    }

    /**
     * Merges again, all at the start and then those of the last day: a command may have died
     * between its write and the look at the merges.
     */
    @Scheduled(initialDelay = 0, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void sweep() {
        Instant now = clock.instant();
        merges.since(swept == null ? null : swept.minus(RECENT)).forEach(requests::merge);
        swept = now;
    }

    /** What this service reads of {@code membership.person-merged.v1}. */
    record PersonMerged(String person, String into) {}
}
