package de.gemeinsamkommune.standalone;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The newest caught mails, in memory only: they are gone when the process ends. */
final class Mailbox {

    private static final int KEPT = 1_000;
    private static final long KEPT_BYTES = 32_000_000;

    private final Deque<CaughtMail> mails = new ArrayDeque<>();
    private int last;
    private long bytes;

    synchronized CaughtMail add(String sender, String recipient, byte[] source, Instant at) {
        CaughtMail mail = CaughtMail.of(++last, sender, recipient, source, at);
        mails.addFirst(mail);
        bytes += source.length;
        while (mails.size() > KEPT || (bytes > KEPT_BYTES && mails.size() > 1)) {
            bytes -= mails.removeLast().source().length;
        }
        return mail;
    }

    /**
     * {@return the kept mails, newest first}
     *
     * @param recipient part of the address, upper and lower case alike; null for all
     * @param after only mails with a higher number
     */
    synchronized List<CaughtMail> list(@Nullable String recipient, int after) {
        List<CaughtMail> found = new ArrayList<>();
        for (CaughtMail mail : mails) {
            if (mail.number() > after && (recipient == null || mail.isFor(recipient))) {
                found.add(mail);
            }
        }
        return found;
    }

    synchronized Optional<CaughtMail> find(int number) {
        return mails.stream().filter(mail -> mail.number() == number).findFirst();
    }
}
