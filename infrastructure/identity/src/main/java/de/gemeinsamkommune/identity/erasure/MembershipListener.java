package de.gemeinsamkommune.identity.erasure;

import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Reaction;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Set;

/** Forgets a person when membership has. */
@Component
final class MembershipListener implements Reaction {

    private static final String PERSON_ERASED = "membership.person-erased.v1";

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

    /** A restored store must not let an erased person in again. */
    @Override
    public Set<String> lasting() {
        return Set.of(PERSON_ERASED);
    }

    @Override
    public void on(Message message) {
        if (message.type().equals(PERSON_ERASED)) {
            on(message.read(PersonErased.class));
        }
    }

    private void on(PersonErased erased) {
        String person = erased.person();
        if (erasures.confirmed(person)) {
            return;
        }
        erasures.refuse(person);
        traces.forEach(trace -> trace.forget(person));
        erasures.confirm(person);
    }

    /** What is read of {@code membership.person-erased.v1}. */
    record PersonErased(String person) {}
}
