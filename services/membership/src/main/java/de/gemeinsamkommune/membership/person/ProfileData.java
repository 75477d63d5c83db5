package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.defaults.access.PersonalData.Category;
import de.gemeinsamkommune.defaults.access.PersonalDataSource;
import de.gemeinsamkommune.membership.directory.DirectoryEntry;
import de.gemeinsamkommune.membership.directory.Found;
import de.gemeinsamkommune.membership.directory.Visibilities;
import de.gemeinsamkommune.messaging.Stored;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What this service knows of a person, for the person's right of access. */
@Component
public class ProfileData implements PersonalDataSource {

    private final MongoPeople people;

    ProfileData(MongoPeople people) {
        this.people = people;
    }

    /**
     * {@return the language the person wants to read}
     *
     * @throws PersonNotFound when nobody has this id, or was erased
     * @throws PersonMerged when the person is part of another one
     */
    public Locale languageOf(String person) {
        return Locale.forLanguageTag(people.require(person).state().known().locale());
    }

    /** A changed field, without who else changed it. */
    record Changed(
            Instant at,
            String field,
            @Nullable String before,
            @Nullable String after,
            boolean byYourself) {}

    /**
     * What the person says in the directory.
     *
     * @param directoryId under which it shows the person; absent until they have joined
     */
    record Entry(
            @Nullable String directoryId,
            boolean listed,
            @Nullable String position,
            @Nullable String telephone,
            List<String> topics,
            @Nullable String experience,
            Visibilities visibility) {

        static Entry of(Person person) {
            DirectoryEntry said = person.colleague().entry();
            Found found = person.found();
            return new Entry(
                    found == null ? null : found.id(),
                    said.listed(),
                    said.position(),
                    said.telephone(),
                    said.topics(),
                    said.experience(),
                    said.visibility());
        }
    }

    @Override
    public List<Category> about(String person) {
        Set<String> own = new HashSet<>(people.absorbedBy(person));
        own.add(person);
        List<Person> found = people.find(person).map(Stored::state).stream().toList();
        return List.of(
                category("profile", found.stream().map(PersonView::of).toList()),
                category(
                        "profile-changes",
                        found.stream()
                                .flatMap(known -> known.known().history().stream())
                                .map(
                                        change ->
                                                new Changed(
                                                        change.at(),
                                                        change.field(),
                                                        change.before(),
                                                        change.after(),
                                                        own.contains(change.by())))
                                .toList()),
                new Category(
                        "directory-entry",
                        "directory",
                        "GDPR 6(1)(a)",
                        "until-erasure",
                        List.of("network-team", "directory-readers"),
                        true,
                        found.stream()
                                .filter(known -> known.known().directory() != null)
                                .map(Entry::of)
                                .toList()));
    }

    private static Category category(String code, List<?> items) {
        return new Category(
                code,
                "membership",
                "GDPR 6(1)(b)",
                "membership",
                List.of("network-team"),
                true,
                items);
    }
}
