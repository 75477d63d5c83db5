package de.gemeinsamkommune.events.erasure;

import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Reaction;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Set;

/** Learns from membership who was erased. */
@Component
final class MembershipListener implements Reaction {

    private static final String PERSON_ERASED = "membership.person-erased.v1";

    private final Erasing erasing;

    MembershipListener(Erasing erasing) {
        this.erasing = erasing;
    }

    /** What this service reads of the message. */
    record PersonErased(String person) {}

    @Override
    public String name() {
        return "erasure";
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
        if (message.type().equals(PERSON_ERASED)) {
            on(message.read(PersonErased.class));
        }
    }

    private void on(PersonErased erased) {
        erasing.erase(erased.person());
    }
}
