package de.gemeinsamkommune.membership.application;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.IdempotencyKey;
import de.gemeinsamkommune.membership.application.Application.Applicant;
import de.gemeinsamkommune.membership.application.Application.Decision;
import de.gemeinsamkommune.membership.application.Application.Status;
import de.gemeinsamkommune.membership.municipality.MembershipLevel;
import de.gemeinsamkommune.membership.municipality.MunicipalityRegister;
import de.gemeinsamkommune.membership.person.EmailAddress;
import de.gemeinsamkommune.membership.person.PersonRegister;
import de.gemeinsamkommune.messaging.AggregateNotFound;
import de.gemeinsamkommune.messaging.MessagesPending;
import de.gemeinsamkommune.messaging.StaleVersion;
import de.gemeinsamkommune.messaging.Stored;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Takes applications in, and carries out what the team decides. */
@Component
class Applications {

    private static final Logger log = LoggerFactory.getLogger(Applications.class);

    /** For so long an application waits for its confirmation. */
    static final Duration CONFIRMABLE = Duration.ofDays(14);

    /** For so long it is kept who applied, after the decision. */
    static final Duration KEPT = Duration.ofDays(90);

    /** How long an application may wait for a decision. */
    static final Duration DECIDABLE = Duration.ofDays(365);

    /** So many applications of one address wait for their confirmation; each sends mails. */
    private static final int MOST_UNCONFIRMED = 5;

    /** Name space of the ids of people who come by an application, chosen once at random. */
    private static final UUID PEOPLE = UUID.fromString("b0c8a5b2-3f47-4f0b-9a1e-6f2f5d1f7c03");

    private final MongoApplications applications;
    private final MunicipalityRegister municipalities;
    private final PersonRegister people;
    private final Clock clock;

    Applications(
            MongoApplications applications,
            MunicipalityRegister municipalities,
            PersonRegister people,
            Clock clock) {
        this.applications = applications;
        this.municipalities = municipalities;
        this.people = people;
        this.clock = clock;
    }

    /**
     * Takes an application in. One address applies once at a time for a unit; who asks again while
     * nothing is confirmed gets the link once more, some times; too many at once are not taken.
     * Nobody but the address itself is told what was there.
     *
     * @param municipality key of the unit, or null
     * @param unitName name of the unit where there is no key
     */
    void receive(
            @Nullable String municipality,
            @Nullable String unitName,
            MembershipLevel level,
            Applicant applicant) {
        if (applications.unconfirmed(applicant.emailKey()) >= MOST_UNCONFIRMED) {
            log.info(
                    "An address has {} unconfirmed applications, no more is taken",
                    MOST_UNCONFIRMED);
            return;
        }
        String unit = municipality == null ? normal(unitName) : municipality;
        String openKey = Secret.hash(applicant.emailKey() + "\n" + unit);
        Application application =
                Application.of(
                        UUID.randomUUID().toString(),
                        municipality,
                        unitName,
                        level,
                        applicant,
                        openKey,
                        now());
        if (!applications.insert(application, List.of(application.receive()))) {
            applications.byOpenKey(openKey).ifPresent(known -> sendAgain(known.id()));
        }
    }

    private static String normal(@Nullable String name) {
        return name == null ? "" : name.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }

    private void sendAgain(String id) {
        try {
            applications
                    .store()
                    .change(
                            id,
                            Application::receiveAgain,
                            (state, event) -> state.apply(event, null, now()));
        } catch (AggregateNotFound gone) {
            log.debug("Application {} was deleted meanwhile", id);
        }
    }

    /**
     * Makes a link for a mail that is about to be sent.
     *
     * @return the application and the link's token; empty when nobody is to be written to any more
     */
    Optional<Writable> writable(String id) {
        String token = Secret.token();
        // none later: a new version would stand in the way of who is deciding
        return applications
                .change(
                        id,
                        state ->
                                state.status() == Status.UNCONFIRMED
                                        ? state.withToken(Secret.hash(token))
                                        : state)
                .filter(state -> state.applicant() != null)
                .map(
                        state ->
                                new Writable(
                                        state,
                                        state.status() == Status.UNCONFIRMED ? token : null));
    }

    /** An application whose applicant can be written to, and the token until it is confirmed. */
    record Writable(Application application, @Nullable String token) {}

    /**
     * Confirms the address by the link of the mail; may be repeated.
     *
     * @throws LinkNotValid when no application that is open has it
     */
    void confirm(String token) {
        Stored<Application> found = byToken(token);
        Instant now = now();
        applications
                .store()
                .change(
                        found.id(),
                        Application::confirm,
                        (state, event) -> state.apply(event, null, now));
    }

    /**
     * Takes the application back by the link of the mail. What is known of the applicant goes, and
     * the link with it.
     *
     * @throws LinkNotValid when no application that is open has it
     */
    void withdraw(String token) {
        Stored<Application> found = byToken(token);
        Instant now = now();
        applications
                .store()
                .change(
                        found.id(),
                        Application::withdraw,
                        (state, event) -> state.apply(event, null, now));
    }

    private Stored<Application> byToken(String token) {
        return applications
                .byToken(token)
                .filter(found -> found.state().isOpen())
                .filter(found -> !hasExpired(found.state()))
                .orElseThrow(LinkNotValid::new);
    }

    private boolean hasExpired(Application application) {
        return application.status() == Status.UNCONFIRMED
                && application.receivedAt().isBefore(now().minus(CONFIRMABLE));
    }

    /**
     * {@return an application the team may see}
     *
     * @throws ApplicationNotFound when there is none, or nobody has confirmed it
     */
    Stored<Application> get(String id) {
        return applications
                .find(id)
                .filter(found -> found.state().status() != Status.UNCONFIRMED)
                .orElseThrow(ApplicationNotFound::new);
    }

    /**
     * Decides. The decision is stored first; what follows from an approval is carried out then, and
     * once more by the message about it, should this have been cut off.
     *
     * @param expectedVersion the version the decider saw
     * @throws ApplicationNotFound when there is none
     * @throws ApplicationChangedMeanwhile when it is at another version
     * @throws AlreadyDecided when it was decided, or taken back
     */
    Stored<Application> decide(Caller caller, String id, long expectedVersion, Decision decision) {
        people.requireActing(caller);
        get(id);
        try {
            Stored<Application> decided =
                    applications
                            .store()
                            .change(
                                    id,
                                    expectedVersion,
                                    application -> application.decide(decision),
                                    (state, event) -> state.apply(event, decision, decision.at()));
            carryOut(id);
            return applications.find(id).orElse(decided);
        } catch (StaleVersion lost) {
            throw new ApplicationChangedMeanwhile();
        }
    }

    /**
     * Sees to it that the unit belongs and the applicant is invited for it; who is in the network
     * already gets the affiliation instead. Repeating it has no effect.
     */
    void carryOut(String id) {
        Application application = applications.find(id).map(Stored::state).orElse(null);
        Decision decision = application == null ? null : application.decision();
        if (application == null
                || application.status() != Status.APPROVED
                || decision == null
                || decision.carriedOut()
                || decision.municipality() == null) {
            return;
        }
        if (decision.facts() != null && decision.terms() != null) {
            municipalities.ensureBelongs(decision.facts(), decision.terms(), decision.by());
        }
        Applicant applicant = application.applicant();
        String person =
                applicant == null
                        ? null
                        : people.welcome(
                                personOf(id),
                                applicant.name(),
                                EmailAddress.parse(applicant.email()).orElseThrow(),
                                applicant.locale(),
                                decision.municipality(),
                                decision.by());
        applications.change(id, state -> state.carriedOut(person));
    }

    /** {@return the id of the person that comes by an application, the same at every attempt} */
    static String personOf(String application) {
        return IdempotencyKey.uuid5(PEOPLE, application).toString();
    }

    /** Forgets who applied: a person that was erased. Their open applications are taken back. */
    void forget(String person) {
        Stream.concat(applications.of(person, null).stream(), thatLedTo(person))
                .map(Stored::id)
                .forEach(this::withdrawAndForget);
    }

    /** In a store restored from a backup an application may be there, and not yet its person. */
    private Stream<Stored<Application>> thatLedTo(String person) {
        return applications.withApplicant().stream()
                .filter(found -> personOf(found.id()).equals(person));
    }

    private void withdrawAndForget(String id) {
        Instant now = now();
        applications
                .store()
                .change(id, Application::withdraw, (state, event) -> state.apply(event, null, now));
        applications.change(id, Application::forgotten);
    }

    /** Deletes what nobody confirmed, and forgets who applied when it is long past. */
    void tidy() {
        Instant now = now();
        for (Stored<Application> old : applications.unconfirmedBefore(now.minus(CONFIRMABLE))) {
            try {
                applications.store().delete(old);
            } catch (StaleVersion | MessagesPending lost) {
                log.debug("Application {} changed meanwhile", old.id());
            }
        }
        applications
                .undecidedBefore(now.minus(DECIDABLE))
                .forEach(old -> withdrawAndForget(old.id()));
        for (Stored<Application> old : applications.decidedBefore(now.minus(KEPT))) {
            applications.change(old.id(), Application::forgotten);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
