package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Reaction;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Set;

/**
 * Merges again whom a store restored from a backup knows twice again, before anybody could merge
 * them the other way round: all other services have the one id in the place of the other. After the
 * erasures, which leave nobody to be merged.
 */
@Component
@Order(3)
class MergedAgain implements Reaction {

    private static final String PERSON_MERGED = "membership.person-merged.v1";

    private final PersonRegister register;

    MergedAgain(PersonRegister register) {
        this.register = register;
    }

    /** What is read of {@code membership.person-merged.v1}. */
    record PersonMerged(String person, String into, boolean tookName, boolean tookEmail) {}

    @Override
    public String name() {
        return "merges";
    }

    @Override
    public List<String> topics() {
        return List.of("membership.person");
    }

    @Override
    public Set<String> lasting() {
        return Set.of(PERSON_MERGED);
    }

    @Override
    public void on(Message message) {
        if (message.type().equals(PERSON_MERGED)) {
            PersonMerged merged = message.read(PersonMerged.class);
            register.mergeAgain(
                    merged.person(), merged.into(), merged.tookName(), merged.tookEmail());
        }
    }
}
