package de.gemeinsamkommune.identity.erasure;

import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Reaction;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Set;

/**
 * Forgets a person when membership has, and ends everything of an id that is no longer used since
 * the person was merged: whoever stays signs in with what is theirs under the other id.
 */
@Component
final class MembershipListener implements Reaction {

    private static final String PERSON_ERASED = "membership.person-erased.v1";
    private static final String PERSON_MERGED = "membership.person-merged.v1";

    private final Erasures erasures;
    private final List<PersonalTraces> traces;

    MembershipListener(Erasures erasures, List<PersonalTraces> traces) {
        this.erasures = erasures;
        this.traces = traces;
    }

    @Override
    public String name() {
        return "identity-erasure";
    }

    @Override
    public List<String> topics() {
        return List.of("membership.person");
    }

    /** A restored store must not let somebody in again who was erased or is another person now. */
    @Override
    public Set<String> lasting() {
        return Set.of(PERSON_ERASED, PERSON_MERGED);
    }

    @Override
    public void on(Message message) {
        if (message.type().equals(PERSON_ERASED)) {
            on(message.read(PersonErased.class));
        } else if (message.type().equals(PERSON_MERGED)) {
            end(message.read(PersonMerged.class).person());
        }
    }

    private void on(PersonErased erased) {
        if (erasures.confirmed(erased.person())) {
            return;
        }
        end(erased.person());
        erasures.confirm(erased.person());
    }

    private void end(String person) {
        erasures.refuse(person);
        traces.forEach(trace -> trace.forget(person));
    }

    /** What is read of {@code membership.person-merged.v1}. */
    record PersonMerged(String person) {}

    /** What is read of {@code membership.person-erased.v1}. */
    record PersonErased(String person) {}
}
