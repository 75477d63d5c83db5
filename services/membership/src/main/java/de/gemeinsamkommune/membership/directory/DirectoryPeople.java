package de.gemeinsamkommune.membership.directory;

import de.gemeinsamkommune.defaults.Caller;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/** What the directory asks of where people are kept. */
public interface DirectoryPeople {

    /**
     * Who asks.
     *
     * @param audience what circle they belong to
     * @param towns the asker's municipalities; none for the public
     */
    record Asker(Visibility audience, List<Town> towns) {}

    /** Somebody who has joined, and by what they are found. */
    record Listed(Colleague person, Found found) {}

    /**
     * What is asked for.
     *
     * @param audience who asks
     * @param all tokens each of which the people have
     * @param any tokens one of which they have; empty when nothing of the kind is asked
     */
    record Wanted(Visibility audience, List<String> all, List<String> any) {}

    /** Where a page begins: behind the person with this name and id in the directory. */
    record Place(String sort, String id) {}

    /**
     * The own entry.
     *
     * @param version of the person, for the next change
     * @param found null until the person has joined
     */
    record Own(long version, Colleague person, @Nullable Found found) {}

    /**
     * {@return who asks, as they are now and whatever an older token says} People who have not
     * joined, people who only read figures or streams, and services ask as anybody.
     */
    Asker asker(@Nullable Caller caller);

    /** {@return people in the order of their names} */
    List<Listed> list(Wanted wanted, @Nullable Place after, int limit);

    /** {@return somebody by their id in the directory, whoever may see them} */
    Optional<Listed> find(String id);

    /** {@return the entry of a person} */
    Own own(String person);

    /** Changes the entry of a person, if nobody changed the person since this version. */
    Own change(String person, long expectedVersion, DirectoryEntry entry);
}
