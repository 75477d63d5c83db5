package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.defaults.access.PersonalData.Category;
import de.gemeinsamkommune.defaults.access.PersonalDataSource;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Locale;

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
     */
    public Locale languageOf(String person) {
        return people.find(person)
                .map(found -> Locale.forLanguageTag(found.state().known().locale()))
                .orElseThrow(PersonNotFound::new);
    }

    @Override
    public List<Category> about(String person) {
        return List.of(
                new Category(
                        "profile",
                        "membership",
                        "GDPR 6(1)(b)",
                        "until-erasure",
                        List.of("network-team"),
                        true,
                        people.find(person).stream()
                                .map(found -> PersonView.of(found.state()))
                                .toList()));
    }
}
