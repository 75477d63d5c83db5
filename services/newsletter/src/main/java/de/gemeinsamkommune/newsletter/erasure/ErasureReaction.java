package de.gemeinsamkommune.newsletter.erasure;

import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Reaction;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Set;

/**
 * Removes what is held of a person who is erased. The id is noted first, so that what comes in
 * meanwhile is removed as well; each step can be repeated.
 */
@Component
class ErasureReaction implements Reaction {

    private static final String PERSON_ERASED = "membership.person-erased.v1";

    private final ErasedPeople erased;
    private final List<Erasable> holders;

    ErasureReaction(ErasedPeople erased, List<Erasable> holders) {
        this.erased = erased;
        this.holders = List.copyOf(holders);
    }

    @Override
    public String name() {
        return "erasure";
    }

    @Override
    public List<String> topics() {
        return List.of("membership.person");
    }

    /** A restored store must not write to an erased person again. */
    @Override
    public Set<String> lasting() {
        return Set.of(PERSON_ERASED);
    }

    @Override
    public void on(Message message) {
        if (message.type().equals(PERSON_ERASED)) {
            String person = message.read(PersonErased.class).person();
            if (erased.isConfirmed(person)) {
                return;
            }
            erased.begin(person);
            holders.forEach(holder -> holder.forget(person));
            erased.confirm(person);
        }
    }

    record PersonErased(String person) {}
}
