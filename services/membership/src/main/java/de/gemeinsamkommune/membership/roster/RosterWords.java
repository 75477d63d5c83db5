package de.gemeinsamkommune.membership.roster;

import de.gemeinsamkommune.membership.person.Role;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Words for roles and languages in lists of people, in German and English. */
final class RosterWords {

    private static final Map<Role, List<String>> ROLES =
            Map.of(
                    Role.MEMBER, List.of("Mitglied", "Member", "Fachkraft"),
                    Role.LEAD, List.of("Leitung", "Lead"),
                    Role.ADVISER, List.of("Beratung", "Adviser", "Advisor"),
                    Role.EDITOR, List.of("Redaktion", "Editor"),
                    Role.PROJECT_LEAD, List.of("Projektleitung", "Project lead"),
                    Role.ANALYST, List.of("Analyse", "Analyst"),
                    Role.FUNDER, List.of("Fördermittelgeber", "Funder", "Fördergeber"),
                    Role.ADMINISTRATOR,
                            List.of("Administration", "Administrator", "Systemverwaltung"));

    private static final Map<String, String> LANGUAGES =
            Map.of(
                    "de",
                    "de",
                    "deutsch",
                    "de",
                    "german",
                    "de", //
                    "en",
                    "en",
                    "englisch",
                    "en",
                    "english",
                    "en");

    private static final Map<String, Role> BY_WORD = new HashMap<>();

    static {
        ROLES.forEach((role, words) -> words.forEach(word -> BY_WORD.put(plain(word), role)));
        for (Role role : Role.values()) {
            BY_WORD.put(plain(role.name()), role);
        }
    }

    private RosterWords() {}

    static Optional<Role> role(String word) {
        return Optional.ofNullable(BY_WORD.get(plain(word)));
    }

    /** {@return {@code de} or {@code en}} */
    static Optional<String> language(String word) {
        return Optional.ofNullable(LANGUAGES.get(plain(word)));
    }

    static String of(Role role, Locale locale) {
        return Objects.requireNonNull(ROLES.get(role))
                .get(locale.getLanguage().equals("en") ? 1 : 0);
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "");
    }
}
