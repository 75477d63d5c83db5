package de.gemeinsamkommune.benchmarks;

import static com.mongodb.client.model.Filters.all;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;

import de.gemeinsamkommune.membership.directory.DirectoryEntry;
import de.gemeinsamkommune.membership.directory.DirectoryPeople;
import de.gemeinsamkommune.membership.directory.DirectoryPeople.Wanted;
import de.gemeinsamkommune.membership.directory.Visibilities;
import de.gemeinsamkommune.membership.directory.Visibility;
import de.gemeinsamkommune.membership.person.Contacts;
import de.gemeinsamkommune.membership.person.EmailAddress;
import de.gemeinsamkommune.membership.person.PersonCommand.Invite;
import de.gemeinsamkommune.membership.person.PersonName;
import de.gemeinsamkommune.membership.person.PersonRegister;
import de.gemeinsamkommune.membership.person.Role;

import org.bson.Document;
import org.bson.conversions.Bson;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Searching the directory ("who in a town like mine knows about this?", one page of 50) and looking
 * up the contacts of all people at once, among 1,000 people. The bare driver reads the same by the
 * same queries.
 *
 * <p>How a search grows with the network is measured on a real store only: the embedded one has no
 * indexes.
 */
final class DirectoryMeasure implements MembershipMeasure {

    private static final int PEOPLE = Integer.getInteger("people", 1_000);
    private static final int MANY = Integer.getInteger("many", 1_000_000);
    private static final int PAGE = 51;
    private static final int BATCH = 1_000;
    private static final String FOUND = "state.profile.directory.found.";
    private static final String TOKENS = FOUND + "members";

    private static final List<String> MUNICIPALITIES =
            List.of("09161", "09178", "09180", "09362", "09573", "09762", "09184131");
    private static final List<String> TOPICS =
            List.of("monitoring", "ehrenamt", "beirat", "bildung", "foerdermittel", "evaluation");
    private static final Wanted WANTED =
            new Wanted(
                    Visibility.MEMBERS,
                    List.of("topic:ehrenamt"),
                    List.of("like:district/medium_district"));

    @Override
    public void measure(Membership membership) throws Exception {
        DirectoryPeople directory = membership.service().getBean(DirectoryPeople.class);
        Contacts contacts = membership.service().getBean(Contacts.class);
        MongoCollection<Document> people = membership.bare().getCollection("people");
        List<String> ids = fill(membership, directory);

        Rounds.compare(
                "directory search among %,d people".formatted(PEOPLE),
                () -> directory.list(WANTED, null, PAGE).size(),
                () -> search(people));
        Rounds.compare(
                "look-up of %,d contacts".formatted(ids.size()),
                () -> contacts.of(ids).size(),
                () -> lookUp(people, ids));
        if (!membership.real()) {
            Rounds.print(
                    "directory search, growth from %,d to %,d people:"
                            + " not measured: no MONGODB_URI",
                    PEOPLE, MANY);
            return;
        }
        double few = Rounds.microseconds(() -> directory.list(WANTED, null, PAGE).size());
        grow(people);
        directory.list(WANTED, null, PAGE);
        double many = Rounds.microseconds(() -> directory.list(WANTED, null, PAGE).size());
        Rounds.print(
                "directory search: %.0f µs among %,d people, %.0f µs among %,d,"
                        + " ratio %.2f (asked: at most 1.50)",
                few, PEOPLE, many, MANY, many / few);
    }

    private static int search(MongoCollection<Document> people) {
        Bson filter = and(all(TOKENS, WANTED.all()), in(TOKENS, WANTED.any()));
        return people.find(filter)
                .sort(Sorts.ascending(FOUND + "sort", FOUND + "id"))
                .limit(PAGE)
                .into(new ArrayList<>())
                .size();
    }

    private static int lookUp(MongoCollection<Document> people, List<String> ids) {
        return people.find(and(in("_id", ids), ne("state.status", "ERASED")))
                .projection(
                        Projections.include(
                                "state.profile.name",
                                "state.profile.email",
                                "state.profile.locale"))
                .into(new ArrayList<>())
                .size();
    }

    /** {@return the ids of invented people who have joined and are listed} */
    private static List<String> fill(Membership membership, DirectoryPeople directory) {
        PersonRegister register = membership.service().getBean(PersonRegister.class);
        List<String> ids = new ArrayList<>();
        for (int number = 0; number < PEOPLE; number++) {
            String id = UUID.randomUUID().toString();
            register.join(
                    id,
                    new Invite(
                            new PersonName("Vorname" + number, "Nachname" + number % 97),
                            new EmailAddress("person" + number + "@benchmark.example"),
                            MUNICIPALITIES.get(number % MUNICIPALITIES.size()),
                            List.of(Role.MEMBER),
                            "de"));
            directory.change(
                    id,
                    directory.own(id).version(),
                    new DirectoryEntry(
                            true,
                            "Integrationsbeauftragte",
                            "+4989123456",
                            List.of(
                                    TOPICS.get(number % TOPICS.size()),
                                    TOPICS.get(number / 7 % TOPICS.size())),
                            "Erste Erfahrungen mit Helferkreisen und Bürgerdialogen.",
                            Visibilities.PROPOSED));
            ids.add(id);
        }
        return ids;
    }

    /** Copies the people there are until there are many; each has its own ids, address and name. */
    private static void grow(MongoCollection<Document> people) {
        List<Document> patterns = people.find().limit(BATCH).into(new ArrayList<>());
        for (long there = people.countDocuments(); there < MANY; there += BATCH) {
            List<Document> copies = new ArrayList<>();
            for (Document pattern : patterns) {
                copies.add(copy(pattern));
            }
            people.insertMany(copies);
        }
    }

    private static Document copy(Document pattern) {
        String id = UUID.randomUUID().toString();
        Document copy = Copies.ofAggregate(pattern, id);
        Document state = copy.get("state", Document.class);
        state.append("emailKey", id + "@benchmark.example");
        Document profile = state.get("profile", Document.class);
        Document found = profile.get("directory", Document.class).get("found", Document.class);
        found.append("id", UUID.randomUUID().toString());
        found.append("sort", found.getString("sort") + " " + id);
        return copy;
    }
}
