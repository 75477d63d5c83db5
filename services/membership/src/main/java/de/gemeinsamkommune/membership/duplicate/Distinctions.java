package de.gemeinsamkommune.membership.duplicate;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.Reaction;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Who was told apart. It goes when one of the two is erased or merged. */
@Component
class Distinctions implements Reaction {

    private static final Set<String> GONE =
            Set.of("membership.person-erased.v1", "membership.person-merged.v1");

    private final MongoCollection<Distinction> distinctions;
    private final Clock clock;

    Distinctions(Messaging messaging, Clock clock) {
        this.distinctions =
                messaging.database().getCollection("distinct_people", Distinction.class);
        this.clock = clock;
        distinctions.createIndex(Indexes.ascending("people"));
    }

    /** What is read of the two messages. */
    record PersonGone(String person) {}

    /** Notes that the two are not the same; who was first to say so stays noted. */
    void tellApart(String one, String two, String by) {
        List<String> people = Stream.of(one, two).sorted().toList();
        distinctions.updateOne(
                eq("_id", String.join("|", people)),
                Updates.combine(
                        Updates.setOnInsert("people", people),
                        Updates.setOnInsert("by", by),
                        Updates.setOnInsert("at", clock.instant())),
                new UpdateOptions().upsert(true));
    }

    /** Takes it back; has no effect when nothing was noted. */
    void takeBack(String one, String two) {
        distinctions.deleteOne(eq("_id", String.join("|", Stream.of(one, two).sorted().toList())));
    }

    /** {@return all, by the key of the pair} */
    Map<String, Distinction> all() {
        Map<String, Distinction> all = new HashMap<>();
        for (Distinction distinction : distinctions.find()) {
            all.put(distinction.id(), distinction);
        }
        return all;
    }

    void forget(String person) {
        distinctions.deleteMany(eq("people", person));
    }

    @Override
    public String name() {
        return "distinct-people";
    }

    @Override
    public List<String> topics() {
        return List.of("membership.person");
    }

    @Override
    public void on(Message message) {
        if (GONE.contains(message.type())) {
            forget(message.read(PersonGone.class).person());
        }
    }
}
