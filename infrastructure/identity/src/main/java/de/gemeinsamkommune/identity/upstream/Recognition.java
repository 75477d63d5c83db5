package de.gemeinsamkommune.identity.upstream;

import de.gemeinsamkommune.identity.people.People;
import de.gemeinsamkommune.identity.settings.UpstreamSettings;

import org.springframework.stereotype.Component;

import java.util.Optional;

/**
 * Finds out who somebody is who signed in upstream. The first time the verified address tells, of
 * somebody membership knows already; from then on the subject alone, whatever address it has.
 */
@Component
final class Recognition {

    private final UpstreamSettings settings;
    private final UpstreamLinks links;
    private final People people;

    Recognition(UpstreamSettings settings, UpstreamLinks links, People people) {
        this.settings = settings;
        this.links = links;
        this.people = people;
    }

    /** Who somebody is. */
    sealed interface Result {

        /** Somebody membership knows. */
        record Known(String person) implements Result {}

        /** Nobody the network knows, or nobody the issuer may speak for: told alike. */
        record Unknown() implements Result {}

        /** The issuer did not verify their address; nothing was looked up. */
        record Unverified() implements Result {}
    }

    /**
     * {@return who it is}
     *
     * @throws de.gemeinsamkommune.identity.people.MembershipUnreachable when membership gives no
     *     answer
     */
    Result recognise(Arrival arrival) {
        String issuer = settings.issuer();
        Optional<String> linked = links.person(issuer, arrival.subject());
        if (linked.isPresent()) {
            return known(linked.get());
        }
        if (arrival.address().isEmpty()) {
            return new Result.Unverified();
        }
        return arrival.address()
                .filter(settings::speaksFor)
                .flatMap(people::withAddress)
                .filter(person -> links.link(issuer, arrival.subject(), person))
                .map(this::known)
                .orElseGet(Result.Unknown::new);
    }

    private Result known(String person) {
        return people.access(person).isPresent() ? new Result.Known(person) : new Result.Unknown();
    }
}
