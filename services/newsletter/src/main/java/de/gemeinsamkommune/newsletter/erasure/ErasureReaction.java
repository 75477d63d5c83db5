package de.gemeinsamkommune.newsletter.erasure;

import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Reaction;

import org.springframework.stereotype.Component;

import java.util.List;

/**
 * Removes what is held of a person who is erased. The id is noted first, so that what comes in
 * meanwhile is removed as well; each step can be repeated.
 */
@Component
class ErasureReaction implements Reaction {

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

    @Override
    public void on(Message message) {
        if (message.type().equals("membership.person-erased.v1")) {
            String person = message.read(PersonErased.class).person();
            erased.begin(person);
            holders.forEach(holder -> holder.forget(person));
            erased.confirm(person);
        }
    }

    record PersonErased(String person) {}
}
