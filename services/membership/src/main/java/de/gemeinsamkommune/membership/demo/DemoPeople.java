package de.gemeinsamkommune.membership.demo;

import de.gemeinsamkommune.defaults.IdempotencyKey;
import de.gemeinsamkommune.membership.directory.DirectoryEntry;
import de.gemeinsamkommune.membership.directory.Visibilities;
import de.gemeinsamkommune.membership.directory.Visibility;
import de.gemeinsamkommune.membership.person.Role;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;

/** The invented people of {@code membership/demo-people.json}. */
@Component
@ConditionalOnBooleanProperty("membership.demo")
class DemoPeople {

    private static final String FILE = "membership/demo-people.json";
    private static final UUID NAMESPACE = UUID.fromString("8b1f1e4e-6d0b-5a55-9d5c-2f6a1c1b7a10");

    private final List<DemoPerson> people;

    DemoPeople(JsonMapper json) {
        try (InputStream in = new ClassPathResource(FILE).getInputStream()) {
            people = json.readValue(in, Seed.class).people();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The form of the file. */
    record Seed(String note, List<DemoPerson> people) {}

    /** An invented person. */
    record DemoPerson(
            String givenName,
            String familyName,
            String email,
            Role role,
            @Nullable String municipality,
            @Nullable Said directory) {

        /** {@return an id that is the same after every new beginning} */
        String id() {
            return IdempotencyKey.uuid5(NAMESPACE, email).toString();
        }

        /** {@return what the person says in the directory} */
        DirectoryEntry entry() {
            return directory == null ? DirectoryEntry.NONE : directory.entry();
        }
    }

    /**
     * What an invented person says in the directory.
     *
     * @param to who sees all of it but the e-mail address
     */
    record Said(String position, List<String> topics, String experience, Visibility to) {

        DirectoryEntry entry() {
            return new DirectoryEntry(
                    true,
                    position,
                    null,
                    topics,
                    experience,
                    new Visibilities(to, Visibility.MEMBERS, to, to, Visibility.TEAM, to, to));
        }
    }

    List<DemoPerson> all() {
        return people;
    }
}
