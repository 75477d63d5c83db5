package de.gemeinsamkommune.membership.roster;

import de.gemeinsamkommune.defaults.access.PersonalData.Category;
import de.gemeinsamkommune.defaults.access.PersonalDataSource;
import de.gemeinsamkommune.membership.person.Role;
import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Reaction;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What lists of people hold about somebody: it is told to them, and goes with them. */
@Component
class PeopleImportData implements PersonalDataSource, Reaction {

    private static final String PERSON_ERASED = "membership.person-erased.v1";

    private final PeopleImports imports;

    PeopleImportData(PeopleImports imports) {
        this.imports = imports;
    }

    /** A list the person has imported. */
    record Imported(Instant receivedAt, String state, int rows, int invited) {}

    /** A row about the person in a list somebody has imported, which may be wrong. */
    record Listed(
            Instant receivedAt,
            String givenName,
            String familyName,
            String email,
            @Nullable String municipality,
            @Nullable Role role) {}

    /** What is read of {@code membership.person-merged.v1}. */
    record PersonMerged(String person, String into) {}

    /** What is read of {@code membership.person-erased.v1}. */
    record PersonErased(String person) {}

    @Override
    public List<Category> about(String person) {
        List<Object> items = new ArrayList<>();
        for (PeopleImport one : imports.about(person)) {
            if (person.equals(one.by())) {
                items.add(
                        new Imported(
                                one.receivedAt(),
                                one.stage().name(),
                                one.total(),
                                one.carriedOut().invited()));
            }
            one.rows().stream()
                    .filter(row -> person.equals(row.person()))
                    .map(
                            row ->
                                    new Listed(
                                            one.receivedAt(),
                                            row.givenName(),
                                            row.familyName(),
                                            row.email(),
                                            row.municipality(),
                                            row.role()))
                    .forEach(items::add);
        }
        return List.of(
                new Category(
                        "people-imports",
                        "membership",
                        "GDPR 6(1)(b)",
                        "people-list",
                        List.of("network-team"),
                        false,
                        items));
    }

    @Override
    public String name() {
        return "people-imports";
    }

    @Override
    public List<String> topics() {
        return List.of("membership.person");
    }

    /** A restored store must not know the person again. */
    @Override
    public Set<String> lasting() {
        return Set.of(PERSON_ERASED);
    }

    @Override
    public void on(Message message) {
        if (message.type().equals(PERSON_ERASED)) {
            imports.forget(message.read(PersonErased.class).person());
        } else if (message.type().equals("membership.person-merged.v1")) {
            PersonMerged merged = message.read(PersonMerged.class);
            imports.move(merged.person(), merged.into());
        }
    }
}
