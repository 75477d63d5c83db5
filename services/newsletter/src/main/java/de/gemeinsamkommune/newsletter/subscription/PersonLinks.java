package de.gemeinsamkommune.newsletter.subscription;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.Reaction;
import de.gemeinsamkommune.newsletter.erasure.Erasable;
import de.gemeinsamkommune.newsletter.merge.Movable;
import de.gemeinsamkommune.newsletter.peer.PeerUnavailable;
import de.gemeinsamkommune.newsletter.peer.People;

import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out which subscriptions belong to people of the network, so that they end when the person
 * is erased. The message only notes the person; the address is asked for in the next round, and
 * again in the one after when membership does not answer.
 */
@Component
class PersonLinks implements Reaction, Erasable, Movable {

    private static final Logger LOG = LoggerFactory.getLogger(PersonLinks.class);
    private static final Set<String> TYPES =
            Set.of("membership.person-invited.v1", "membership.person-joined.v1");
    private static final int BATCH = 100;

    private final MongoCollection<Document> open;
    private final SubscriptionRegister register;
    private final DataLinks dataLinks;
    private final People people;

    PersonLinks(
            Messaging messaging,
            SubscriptionRegister register,
            DataLinks dataLinks,
            People people) {
        this.open = messaging.database().getCollection("person_links");
        this.register = register;
        this.dataLinks = dataLinks;
        this.people = people;
    }

    @Override
    public String name() {
        return "person-links";
    }

    @Override
    public List<String> topics() {
        return List.of("membership.person");
    }

    @Override
    public void on(Message message) {
        if (TYPES.contains(message.type())) {
            lookUp(message.read(PersonKnown.class).person(), message.time());
        }
    }

    private void lookUp(String person, Instant since) {
        open.updateOne(
                eq("_id", person),
                Updates.setOnInsert("since", since),
                new UpdateOptions().upsert(true));
    }

    @Override
    public void forget(String person) {
        open.deleteOne(eq("_id", person));
    }

    @Override
    public void move(String person, String into) {
        openSince(person).ifPresent(since -> lookUp(into, since));
        forget(person);
    }

    /** Since when it has to be found out whether the person subscribes; empty when it need not. */
    Optional<Instant> openSince(String person) {
        return Optional.ofNullable(open.find(eq("_id", person)).first())
                .map(document -> document.getDate("since").toInstant());
    }

    /** Asks for the addresses of new people, and for the people of new subscriptions. */
    @Scheduled(fixedDelayString = "${newsletter.rounds}")
    void round() {
        try {
            List<String> persons =
                    open.find()
                            .limit(BATCH)
                            .map(document -> document.getString("_id"))
                            .into(new ArrayList<>());
            for (String person : persons) {
                people.contact(person).ifPresent(contact -> register.link(person, contact.email()));
                forget(person);
            }
        } catch (PeerUnavailable e) {
            LOG.info("Subscriptions are linked later: {}", e.getMessage());
        }
        register.linkOpen();
    }

    /** Deletes what nobody confirmed or opened in time, and evidence that is no longer needed. */
    @Scheduled(fixedDelayString = "${newsletter.tidying}")
    void tidy() {
        register.tidy();
        dataLinks.expire();
    }

    record PersonKnown(String person) {}
}
