package de.gemeinsamkommune.identity.signin;

import de.gemeinsamkommune.identity.people.MembershipUnreachable;
import de.gemeinsamkommune.identity.people.People;

import io.micrometer.core.instrument.MeterRegistry;

import jakarta.annotation.PreDestroy;
import jakarta.mail.MessagingException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.TaskDecorator;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends links to those who asked for one, after they have got their answer: how long the answer
 * takes tells nothing about the address. An address is held in memory until its mail is gone, and
 * nowhere else.
 */
@Component
final class SignInMails {

    private static final Logger log = LoggerFactory.getLogger(SignInMails.class);

    /** More requests than this do not wait; it takes a flood to get there. */
    private static final int WAITING = 1_000;

    /** How many speak to the mail server at once. */
    private static final int AT_ONCE = 4;

    private final People people;
    private final SignInLinks links;
    private final SignInMail mail;
    private final MeterRegistry meters;
    private final TaskDecorator decorator;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore waiting = new Semaphore(WAITING);
    private final Semaphore sending = new Semaphore(AT_ONCE);

    SignInMails(
            People people,
            SignInLinks links,
            SignInMail mail,
            MeterRegistry meters,
            TaskDecorator decorator) {
        this.people = people;
        this.links = links;
        this.mail = mail;
        this.meters = meters;
        this.decorator = decorator;
    }

    /** Sends a link, if somebody has this address; returns at once and says nothing. */
    void send(String address, Locale locale) {
        if (!waiting.tryAcquire()) {
            count("dropped");
            log.warn("Too many sign-in mails wait, one was dropped");
            return;
        }
        threads.execute(decorator.decorate(() -> count(attempt(address, locale))));
    }

    /** Lets the mails on their way go out, for two seconds at most. */
    @PreDestroy
    void close() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(2, TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }

    private String attempt(String address, Locale locale) {
        try {
            sending.acquire();
            try {
                return sendNow(address, locale);
            } finally {
                sending.release();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return "failed";
        } finally {
            waiting.release();
        }
    }

    private String sendNow(String address, Locale locale) {
        try {
            Optional<SignInLink> link =
                    people.withAddress(address)
                            .flatMap(person -> links.issue(person, Purpose.SIGN_IN));
            if (link.isEmpty()) {
                return "unknown";
            }
            mail.send(address, link.get(), locale);
            return "sent";
        } catch (MailException | MessagingException refused) {
            // neither message nor causes: mail servers like to repeat the address in their answers
            log.warn("A sign-in mail could not be sent: {}", refused.getClass().getSimpleName());
            return "failed";
        } catch (MembershipUnreachable unreachable) {
            log.warn("A sign-in mail could not be sent: membership gave no answer");
            return "failed";
        } catch (RuntimeException failed) {
            log.error("A sign-in mail could not be made: {}", failed.getClass().getName());
            return "failed";
        }
    }

    private void count(String outcome) {
        meters.counter("identity.sign-in.mail", "outcome", outcome).increment();
    }
}
