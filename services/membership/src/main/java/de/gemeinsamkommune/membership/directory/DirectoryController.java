package de.gemeinsamkommune.membership.directory;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.Cursor;
import de.gemeinsamkommune.defaults.Page;
import de.gemeinsamkommune.defaults.PageQuery;
import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.membership.directory.DirectoryPeople.Asker;
import de.gemeinsamkommune.membership.directory.DirectoryPeople.Listed;
import de.gemeinsamkommune.membership.directory.DirectoryPeople.Place;
import de.gemeinsamkommune.membership.directory.DirectoryPeople.Wanted;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The directory, to each what is for them. */
@RestController
@RequestMapping("/api/membership/directory")
@PermitAll
class DirectoryController {

    private static final int LONGEST_QUESTION = 100;

    private final DirectoryPeople people;
    private final Topics topics;

    DirectoryController(DirectoryPeople people, Topics topics) {
        this.people = people;
        this.topics = topics;
    }

    /** All topics, in their order. */
    record Catalogue(List<Topics.Topic> items) {}

    /**
     * Finds people in the order of a German dictionary. What the asker may not see of a person is
     * not searched either.
     *
     * @param topic code of what they know about
     * @param municipality official key of a municipality they belong to
     * @param district official key of the district their municipality is or belongs to
     * @param townSize how large their municipality is
     * @param q words: names, position and municipality begin with them, the text about the own
     *     experience has them
     * @param near {@code me} for municipalities of the same kind and size as one of the asker's
     */
    @GetMapping
    Page<ColleagueView> findColleagues(
            @RequestParam(required = false) @TopicCode @Nullable String topic,
            @RequestParam(required = false) @Nullable String municipality,
            @RequestParam(required = false) @Nullable String district,
            @RequestParam(required = false) @Nullable TownSize townSize,
            @RequestParam(required = false) @Size(max = LONGEST_QUESTION) @Nullable String q,
            @RequestParam(required = false) @Pattern(regexp = "(me)?") @Nullable String near,
            PageQuery query,
            @Nullable Caller caller) {
        Asker asker = people.asker(caller);
        List<String> all = new ArrayList<>();
        // the most telling first: that is what the store looks up
        if (municipality != null && !municipality.isEmpty()) {
            all.add(Found.municipality(municipality));
        }
        if (district != null && !district.isEmpty()) {
            all.add(Found.district(district));
        }
        if (q != null && !q.isBlank()) {
            all.addAll(words(q));
        }
        if (topic != null && !topic.isEmpty()) {
            all.add(Found.topic(topic));
        }
        if (townSize != null) {
            all.add(Found.size(townSize));
        }
        List<String> any = near == null || near.isEmpty() ? List.of() : like(asker);
        if (all.isEmpty() && any.isEmpty()) {
            all.add(Found.ANYBODY);
        }
        List<Listed> rows =
                people.list(
                        new Wanted(asker.audience(), all, any),
                        place(query.cursor()),
                        query.limit());
        return Page.of(
                rows,
                query,
                row -> Cursor.after(row.found().sort(), row.found().id()),
                row -> ColleagueView.of(row, asker.audience()).orElseThrow());
    }

    /** Lists what people of the network know about. */
    @GetMapping("/topics")
    ResponseEntity<Catalogue> listTopics(Locale locale) {
        return ResponseEntity.ok()
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .body(new Catalogue(topics.in(locale)));
    }

    /** Shows one person. */
    @GetMapping("/{id}")
    ColleagueView showColleague(@PathVariable String id, @Nullable Caller caller) {
        Asker asker = people.asker(caller);
        return people.find(id)
                .flatMap(listed -> ColleagueView.of(listed, asker.audience()))
                .orElseThrow(() -> Problems.of(HttpStatus.NOT_FOUND, "person-not-found"));
    }

    private static List<String> words(String question) {
        List<String> words = Words.asked(question);
        // of signs alone there is no word, and nobody is found by it
        return words.isEmpty() ? List.of(Found.word("")) : words.stream().map(Found::word).toList();
    }

    private static List<String> like(Asker asker) {
        List<String> like =
                asker.towns().stream().flatMap(town -> town.like().stream()).distinct().toList();
        if (like.isEmpty()) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "no-town-of-yours");
        }
        return like;
    }

    private static @Nullable Place place(@Nullable Cursor cursor) {
        if (cursor == null) {
            return null;
        }
        if (cursor.keys().size() != 2) {
            throw Cursor.malformed();
        }
        return new Place(cursor.key(0), cursor.key(1));
    }
}
