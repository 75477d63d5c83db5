package de.gemeinsamkommune.newsletter.merge;

import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Reaction;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Set;

/**
 * Moves what is held of a person who was known twice. The former id is noted first, so that what
 * comes in meanwhile is moved as well; each step can be repeated. Where the person meanwhile was
 * merged into yet another one, everything goes on there: the messages about two people come in no
 * order.
 */
@Component
class MergeReaction implements Reaction {

    private static final String PERSON_MERGED = "membership.person-merged.v1";
    private final MergedPeople merged;
    private final List<Movable> holders;

    MergeReaction(MergedPeople merged, List<Movable> holders) {
        this.merged = merged;
        this.holders = List.copyOf(holders);
    }

    @Override
    public String name() {
        return "merge";
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
            PersonMerged said = message.read(PersonMerged.class);
            merged.begin(said.person(), said.into());
            String person = said.person();
            String into = merged.standing(person);
            while (!into.equals(person)) {
                for (Movable holder : holders) {
                    holder.move(person, into);
                }
                person = into;
                into = merged.standing(person);
            }
        }
    }

    record PersonMerged(String person, String into) {}
}
