package de.gemeinsamkommune.messaging.kills;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;

import org.bson.BsonDocument;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A moment at which a process dies as by kill -9: seen in the commands its driver sends, so nothing
 * in the code under test knows of it.
 */
enum KillPoint {
    /** A command's write is durable, nothing is published. */
    AFTER_WRITE(false, "update", KillWorker.TALLIES, "pushed"),
    /** The broker acknowledged, the journal has nothing. */
    BEFORE_JOURNAL(true, "insert", "journal", ""),
    /** The journal has it, the document still holds it. */
    BEFORE_REMOVAL(true, "update", KillWorker.TALLIES, "pendingSince\": \"\""),
    /** The document is drained, the relay does not know yet. */
    AFTER_REMOVAL(false, "update", KillWorker.TALLIES, "removed"),
    /** A projection is about to write. */
    BEFORE_PROJECTION(true, "update", KillWorker.VIEW, ""),
    /** A projection has written, its offset is not committed. */
    AFTER_PROJECTION(false, "update", KillWorker.VIEW, ""),
    /** A reaction is about to write its ledger row. */
    BEFORE_REACTION(true, "insert", KillWorker.LEDGER, ""),
    /** A reaction has written its ledger row, its offset is not committed. */
    AFTER_REACTION(false, "insert", KillWorker.LEDGER, ""),
    /** At any moment, by a signal from outside. */
    ANY_TIME(true, "", "", ""),
    /** Paused by SIGSTOP past its lease, then it goes on beside its successor. */
    PAUSED(true, "", "", "");

    private static final int AS_BY_SIGKILL = 137;

    private final boolean before;
    private final String command;
    private final String collection;
    private final String mark;

    KillPoint(boolean before, String command, String collection, String mark) {
        this.before = before;
        this.command = command;
        this.collection = collection;
        this.mark = mark;
    }

    boolean fromOutside() {
        return this == ANY_TIME || this == PAUSED;
    }

    /**
     * Halts the process at the n-th time this point is reached.
     *
     * @param n from 1
     */
    CommandListener halting(int n) {
        AtomicInteger reached = new AtomicInteger();
        ThreadLocal<Boolean> matches = ThreadLocal.withInitial(() -> false);
        return new CommandListener() {
            @Override
            public void commandStarted(CommandStartedEvent event) {
                matches.set(isMeant(event));
                if (before && matches.get()) {
                    count();
                }
            }

            @Override
            public void commandSucceeded(CommandSucceededEvent event) {
                if (!before && matches.get()) {
                    count();
                }
            }

            private void count() {
                if (reached.incrementAndGet() == n) {
                    Runtime.getRuntime().halt(AS_BY_SIGKILL);
                }
            }
        };
    }

    private boolean isMeant(CommandStartedEvent event) {
        if (!event.getCommandName().equals(command)) {
            return false;
        }
        BsonDocument started = event.getCommand();
        if (!started.getString(command).getValue().equals(collection)) {
            return false;
        }
        return switch (mark) {
            case "" -> true;
            case "pushed" -> started.toJson().contains("$push");
            case "removed" -> started.toJson().contains("\"pendingSince\": \"\"");
            default -> started.toJson().contains(mark);
        };
    }
}
