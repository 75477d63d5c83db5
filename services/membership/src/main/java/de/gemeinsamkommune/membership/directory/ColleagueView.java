package de.gemeinsamkommune.membership.directory;

import de.gemeinsamkommune.membership.directory.DirectoryPeople.Listed;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/**
 * A person as the asker may see them; what they may not see is absent.
 *
 * @param id in the directory
 * @param name given and family name
 * @param municipalities those that still exist
 * @param telephone in the form of E.164
 * @param topics codes of what the person knows about
 * @param listed whether the person chose to be found; told to the team only
 */
record ColleagueView(
        String id,
        String name,
        @Nullable String email,
        @Nullable List<Town> municipalities,
        @Nullable String position,
        @Nullable String telephone,
        @Nullable List<String> topics,
        @Nullable String experience,
        @Nullable Boolean listed) {

    /** {@return what the audience sees; nothing when they do not see the person} */
    static Optional<ColleagueView> of(Listed listed, Visibility audience) {
        if (listed.found().tokens(audience).isEmpty()) {
            return Optional.empty();
        }
        Colleague person = listed.person();
        DirectoryEntry entry = person.entry();
        return Optional.of(
                new ColleagueView(
                        listed.found().id(),
                        person.name(),
                        entry.shows(Field.EMAIL, audience) ? person.email() : null,
                        entry.shows(Field.MUNICIPALITY, audience) ? listed.found().towns() : null,
                        entry.shows(Field.POSITION, audience) ? entry.position() : null,
                        entry.shows(Field.TELEPHONE, audience) ? entry.telephone() : null,
                        entry.shows(Field.TOPICS, audience) ? entry.topics() : null,
                        entry.shows(Field.EXPERIENCE, audience) ? entry.experience() : null,
                        audience == Visibility.TEAM ? entry.listed() : null));
    }
}
