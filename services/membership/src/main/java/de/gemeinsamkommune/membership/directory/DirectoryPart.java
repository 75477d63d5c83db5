package de.gemeinsamkommune.membership.directory;

import org.jspecify.annotations.Nullable;

/**
 * The part of a person's profile that belongs to the directory.
 *
 * @param entry what the person says; null until they said something
 * @param found by what the person is found; null until they have joined
 */
public record DirectoryPart(@Nullable DirectoryEntry entry, @Nullable Found found) {

    /** {@return the entry of somebody, also of those who said nothing yet} */
    public static DirectoryEntry entryOf(@Nullable DirectoryPart part) {
        return part == null || part.entry() == null ? DirectoryEntry.NONE : part.entry();
    }

    /** {@return by what somebody is found; null for somebody who has not joined} */
    public static @Nullable Found foundOf(@Nullable DirectoryPart part) {
        return part == null ? null : part.found();
    }

    /** {@return the part with both; null when there is nothing in it} */
    public static @Nullable DirectoryPart of(
            @Nullable DirectoryEntry entry, @Nullable Found found) {
        return entry == null && found == null ? null : new DirectoryPart(entry, found);
    }

    /** {@return the part of somebody who takes in another one of the same person} */
    public static @Nullable DirectoryPart joined(
            @Nullable DirectoryPart stays, @Nullable DirectoryPart goes) {
        DirectoryEntry said = stays == null ? null : stays.entry();
        return of(said != null || goes == null ? said : goes.entry(), foundOf(stays));
    }
}
