package de.gemeinsamkommune.membership.directory;

import de.gemeinsamkommune.membership.municipality.MunicipalityKind;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * By what a person who has joined is found, for each audience apart: what an audience may not see
 * is not among its tokens, so that nobody learns by searching what is not shown. Computed with
 * every write of the person, and again when the official register has changed.
 *
 * @param id under which the directory shows the person. Another one than the person's, since that
 *     stands in the streams: who reads them must not learn from the directory who is who
 * @param sort the name in the order of the directory
 * @param towns municipalities of the person that still exist
 * @param team tokens for the team
 * @param members tokens for members; none when they do not see the person
 * @param open tokens for everybody; none when they do not see the person
 */
public record Found(
        String id,
        String sort,
        List<Town> towns,
        List<String> team,
        List<String> members,
        List<String> open) {

    /** What everybody is found by whom the audience sees. */
    static final String ANYBODY = "*";

    /** So much of a name decides about the order; a cursor has to hold it. */
    private static final int SORT = 60;

    /**
     * Computes it.
     *
     * @param id of the person in the directory
     * @param towns finds a municipality that still exists
     */
    static Found of(String id, Colleague person, Function<String, Optional<Town>> towns) {
        List<Town> own =
                person.municipalities().stream().map(towns).flatMap(Optional::stream).toList();
        // a membership ends with its municipality; the team has to see whom that left without one
        boolean belongs = person.works() || !own.isEmpty();
        return new Found(
                id,
                sort(person),
                own,
                tokens(person, own, Visibility.TEAM),
                belongs ? tokens(person, own, Visibility.MEMBERS) : List.of(),
                belongs ? tokens(person, own, Visibility.PUBLIC) : List.of());
    }

    /** {@return the tokens for an audience} */
    List<String> tokens(Visibility audience) {
        return switch (audience) {
            case TEAM -> team;
            case MEMBERS -> members;
            case PUBLIC -> open;
        };
    }

    static String topic(String code) {
        return "topic:" + code;
    }

    static String municipality(String key) {
        return "municipality:" + key;
    }

    static String district(String key) {
        return "district:" + key;
    }

    static String size(TownSize size) {
        return "size:" + size.name().toLowerCase(Locale.ROOT);
    }

    /** {@return what all towns of one kind and size have} */
    static String like(MunicipalityKind kind, TownSize size) {
        return ("like:" + kind + "/" + size).toLowerCase(Locale.ROOT);
    }

    static String word(String word) {
        return "word:" + word;
    }

    private static String sort(Colleague person) {
        String name = Words.plain(person.family() + " " + person.given());
        return name.codePointCount(0, name.length()) <= SORT
                ? name
                : name.substring(0, name.offsetByCodePoints(0, SORT));
    }

    private static List<String> tokens(Colleague person, List<Town> towns, Visibility audience) {
        DirectoryEntry entry = person.entry();
        if (!entry.shows(Field.NAME, audience)) {
            return List.of();
        }
        Set<String> tokens = new LinkedHashSet<>();
        tokens.add(ANYBODY);
        Words.beginnings(person.name()).forEach(word -> tokens.add(word(word)));
        if (entry.shows(Field.TOPICS, audience)) {
            entry.topics().forEach(topic -> tokens.add(topic(topic)));
        }
        if (entry.shows(Field.MUNICIPALITY, audience)) {
            for (Town town : towns) {
                tokens.add(municipality(town.key()));
                String district = town.district();
                if (district != null) {
                    tokens.add(district(district));
                }
                town.like().ifPresent(tokens::add);
                TownSize size = town.size();
                if (size != null) {
                    tokens.add(size(size));
                }
                Words.beginnings(town.name()).forEach(word -> tokens.add(word(word)));
            }
        }
        String position = entry.position();
        if (position != null && entry.shows(Field.POSITION, audience)) {
            Words.beginnings(position).forEach(word -> tokens.add(word(word)));
        }
        String experience = entry.experience();
        if (experience != null && entry.shows(Field.EXPERIENCE, audience)) {
            Words.of(experience).forEach(word -> tokens.add(word(word)));
        }
        return List.copyOf(tokens);
    }
}
