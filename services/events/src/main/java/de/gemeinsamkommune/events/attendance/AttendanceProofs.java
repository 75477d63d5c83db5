package de.gemeinsamkommune.events.attendance;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.events.announcement.Decision;
import de.gemeinsamkommune.events.registration.Ledger;
import de.gemeinsamkommune.events.registration.RegistrationId;
import de.gemeinsamkommune.messaging.Messaging;

import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;

/**
 * The proofs of use, in the collection {@code attendance_proofs}; written once, and changed only
 * when a person turns out to have been known twice: then one of two proofs counts.
 */
@Component
@Order(2)
public final class AttendanceProofs implements Ledger {

    private final MongoCollection<AttendanceProof> collection;

    /** Opens the collection and declares its indexes. */
    public AttendanceProofs(Messaging messaging) {
        collection = messaging.database().getCollection("attendance_proofs", AttendanceProof.class);
        collection.createIndex(Indexes.ascending("event", "_id"));
        collection.createIndex(Indexes.ascending("person"));
    }

    /** {@return whether a proof about this person is kept} */
    public boolean holdAbout(String person) {
        return collection.find(eq("person", person)).limit(1).first() != null;
    }

    /** {@return all proofs about this person} */
    List<AttendanceProof> about(String person) {
        return collection
                .find(eq("person", person))
                .sort(Sorts.ascending("_id"))
                .into(new ArrayList<>());
    }

    /**
     * Makes the proofs of a former id those of the person it belongs to. Where there are two about
     * one event, the one over the longer time counts. What was recorded first stays as evidence and
     * is listed no more. May be repeated.
     */
    public void merge(String person, String into) {
        for (AttendanceProof proof : about(person)) {
            if (proof.mergedInto() == null) {
                String id = RegistrationId.of(proof.event(), into);
                takeOver(id, into, proof);
                collection.updateOne(eq("_id", proof.id()), Updates.set("mergedInto", id));
            }
        }
    }

    private void takeOver(String id, String into, AttendanceProof proof) {
        AttendanceProof counts =
                new AttendanceProof(
                        id,
                        proof.event(),
                        into,
                        proof.name(),
                        proof.municipality(),
                        proof.minutes(),
                        proof.recordedAt(),
                        null);
        try {
            collection.insertOne(counts);
        } catch (MongoWriteException refused) {
            if (ErrorCategory.fromErrorCode(refused.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw refused;
            }
            AttendanceProof shorter =
                    collection.find(and(eq("_id", id), lt("minutes", proof.minutes()))).first();
            if (shorter != null) {
                keepAsEvidence(shorter);
                collection.replaceOne(and(eq("_id", id), lt("minutes", proof.minutes())), counts);
            }
        }
    }

    private void keepAsEvidence(AttendanceProof shorter) {
        collection.replaceOne(
                eq("_id", RegistrationId.of(shorter.id(), String.valueOf(shorter.minutes()))),
                new AttendanceProof(
                        RegistrationId.of(shorter.id(), String.valueOf(shorter.minutes())),
                        shorter.event(),
                        shorter.person(),
                        shorter.name(),
                        shorter.municipality(),
                        shorter.minutes(),
                        shorter.recordedAt(),
                        shorter.id()),
                new ReplaceOptions().upsert(true));
    }

    /** Proofs in the order of their ids, beginning after one. */
    public List<AttendanceProof> of(@Nullable String event, String afterId, int limit) {
        Bson wanted = gt("_id", afterId);
        return collection
                .find(
                        and(
                                event == null ? wanted : and(eq("event", event), wanted),
                                exists("mergedInto", false)))
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .into(new ArrayList<>());
    }

    @Override
    public void follow(String event, List<Decision> decisions) {
        for (Decision decision : decisions) {
            if (decision.kind() == Decision.Kind.ATTEND) {
                keep(event, decision);
            }
        }
    }

    private void keep(String event, Decision decision) {
        List<Bson> fields = new ArrayList<>();
        fields.add(Updates.setOnInsert("event", event));
        fields.add(Updates.setOnInsert("person", decision.person()));
        fields.add(Updates.setOnInsert("name", decision.name()));
        fields.add(Updates.setOnInsert("minutes", decision.minutes()));
        fields.add(Updates.setOnInsert("recordedAt", decision.at()));
        if (decision.municipality() != null) {
            fields.add(Updates.setOnInsert("municipality", decision.municipality()));
        }
        collection.updateOne(
                eq("_id", decision.registration()),
                Updates.combine(fields),
                new UpdateOptions().upsert(true));
    }
}
