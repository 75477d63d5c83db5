package de.gemeinsamkommune.defaults.retention;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;

import java.util.function.UnaryOperator;

/** The states of the rules, in the collection {@code retention}; one document each. */
final class RuleBook {

    private final MongoCollection<RuleState> states;

    RuleBook(MongoDatabase database) {
        this.states = database.getCollection("retention", RuleState.class);
    }

    RuleState read(String code) {
        RuleState known = states.find(eq("_id", code)).first();
        return known == null ? RuleState.fresh(code) : known;
    }

    /** {@return whether the state was still the one that was read, and is the other one now} */
    boolean write(RuleState read, RuleState after) {
        if (read.version() > 0) {
            return states.replaceOne(
                                    and(eq("_id", read.code()), eq("version", read.version())),
                                    after.next())
                            .getMatchedCount()
                    == 1;
        }
        try {
            states.insertOne(after.next());
            return true;
        } catch (MongoWriteException refused) {
            if (ErrorCategory.fromErrorCode(refused.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw refused;
            }
            return false;
        }
    }

    /**
     * Changes the state, again when somebody was faster; nothing is written when nothing changes.
     */
    RuleState change(String code, UnaryOperator<RuleState> change) {
        while (true) {
            RuleState read = read(code);
            RuleState after = change.apply(read);
            if (after.equals(read) || write(read, after)) {
                return after;
            }
        }
    }
}
