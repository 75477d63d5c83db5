package de.gemeinsamkommune.membership.duplicate;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.Cursor;
import de.gemeinsamkommune.defaults.Page;
import de.gemeinsamkommune.defaults.PageQuery;
import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.membership.person.Person;
import de.gemeinsamkommune.membership.person.PersonRegister;

import jakarta.annotation.security.RolesAllowed;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** People who may be known twice, and those who were told apart. */
@RestController
@RequestMapping("/api/membership/duplicates")
@RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
class DuplicateController {

    private final PersonRegister register;
    private final Distinctions distinctions;

    DuplicateController(PersonRegister register, Distinctions distinctions) {
        this.register = register;
        this.distinctions = distinctions;
    }

    /**
     * Two people who may be the same.
     *
     * @param reason the best one
     * @param distinctSince when they were told apart, absent when they were not
     * @param distinctBy id of the person who told them apart
     */
    record Candidate(
            Reason reason,
            Side first,
            Side second,
            @Nullable Instant distinctSince,
            @Nullable String distinctBy) {}

    /** One of the two. */
    record Side(
            String id,
            String name,
            String email,
            List<String> municipalities,
            Instant registeredAt) {

        static Side of(Person person) {
            Person.Profile known = person.known();
            return new Side(
                    person.id(),
                    known.name().full(),
                    known.email(),
                    known.municipalities(),
                    known.registeredAt());
        }
    }

    /**
     * Lists pairs of people who may be the same, the best reason first.
     *
     * @param person only pairs with this person
     * @param distinct pairs that were told apart instead of those that were not
     */
    @GetMapping
    Page<Candidate> listDuplicates(
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(defaultValue = "false") boolean distinct,
            PageQuery query,
            Caller caller) {
        register.requireActing(caller);
        Map<String, Person> people =
                register.everybody().stream()
                        .collect(Collectors.toMap(Person::id, Function.identity()));
        Map<String, Distinction> apart = distinctions.all();
        Pair after = place(query.cursor());
        List<Pair> rows =
                Detection.among(people.values().stream().map(Known::of).toList()).stream()
                        .filter(pair -> apart.containsKey(pair.key()) == distinct)
                        .filter(
                                pair ->
                                        person == null
                                                || pair.first().equals(person)
                                                || pair.second().equals(person))
                        .filter(pair -> after == null || pair.compareTo(after) > 0)
                        .limit(query.limit())
                        .toList();
        return Page.of(
                rows,
                query,
                pair -> Cursor.after(pair.reason().name(), pair.first(), pair.second()),
                pair -> candidate(pair, people, apart.get(pair.key())));
    }

    /** Tells two people apart, who are no longer listed then; may be repeated. */
    @PutMapping("/{id}/distinct/{other}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void tellApart(@PathVariable String id, @PathVariable String other, Caller caller) {
        register.requireActing(caller);
        if (id.equals(other)) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "distinct-with-itself");
        }
        register.requirePresent(id);
        register.requirePresent(other);
        distinctions.tellApart(id, other, caller.id());
        forgetIfGone(id);
        forgetIfGone(other);
    }

    /** Takes back that two people were told apart; may be repeated. */
    @DeleteMapping("/{id}/distinct/{other}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void takeBack(@PathVariable String id, @PathVariable String other, Caller caller) {
        register.requireActing(caller);
        distinctions.takeBack(id, other);
    }

    /** Somebody erased between the check and the write leaves nothing behind. */
    private void forgetIfGone(String id) {
        boolean present = false;
        try {
            register.requirePresent(id);
            present = true;
        } finally {
            if (!present) {
                distinctions.forget(id);
            }
        }
    }

    private static Candidate candidate(
            Pair pair, Map<String, Person> people, @Nullable Distinction apart) {
        return new Candidate(
                pair.reason(),
                Side.of(required(people, pair.first())),
                Side.of(required(people, pair.second())),
                apart == null ? null : apart.at(),
                apart == null ? null : apart.by());
    }

    private static Person required(Map<String, Person> people, String id) {
        Person person = people.get(id);
        if (person == null) {
            throw new IllegalStateException("a pair of people who were not compared");
        }
        return person;
    }

    private static @Nullable Pair place(@Nullable Cursor cursor) {
        if (cursor == null) {
            return null;
        }
        if (cursor.keys().size() != 3) {
            throw Cursor.malformed();
        }
        try {
            return new Pair(Reason.valueOf(cursor.key(0)), cursor.key(1), cursor.key(2));
        } catch (IllegalArgumentException unknownReason) {
            throw Cursor.malformed();
        }
    }
}
