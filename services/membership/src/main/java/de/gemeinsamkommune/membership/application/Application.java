package de.gemeinsamkommune.membership.application;

import de.gemeinsamkommune.membership.application.ApplicationEvent.ApplicationApproved;
import de.gemeinsamkommune.membership.application.ApplicationEvent.ApplicationConfirmed;
import de.gemeinsamkommune.membership.application.ApplicationEvent.ApplicationDeclined;
import de.gemeinsamkommune.membership.application.ApplicationEvent.ApplicationReceived;
import de.gemeinsamkommune.membership.application.ApplicationEvent.ApplicationWithdrawn;
import de.gemeinsamkommune.membership.municipality.MembershipLevel;
import de.gemeinsamkommune.membership.municipality.MembershipTerms;
import de.gemeinsamkommune.membership.municipality.UnitFacts;
import de.gemeinsamkommune.membership.person.PersonName;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Somebody's wish that their municipality or association joins. The personal part is in {@link
 * Applicant}, which goes with a withdrawal, an erasure, and some time after the decision.
 *
 * @param municipality key of the unit, absent where the applicant knows none
 * @param unitName name of the unit as the applicant wrote it, where no key is known
 * @param level the one wished for
 * @param openKey keyed by address and unit while nothing is decided: one application at a time
 * @param person the person of the network whose application it is, once that is known
 * @param confirmedAt when the applicant showed that the address is theirs
 */
public record Application(
        String id,
        Status status,
        @Nullable String municipality,
        @Nullable String unitName,
        MembershipLevel level,
        @Nullable Applicant applicant,
        @Nullable String openKey,
        @Nullable String person,
        Instant receivedAt,
        @Nullable Instant confirmedAt,
        @Nullable Decision decision) {

    /** So many mails are sent about one application that nobody confirms. */
    static final int MOST_MAILS = 3;

    /** So many links work at a time; a mail that is tried again has a new one. */
    private static final int MOST_TOKENS = 5;

    /** How far it is. */
    public enum Status {
        /** The address is not known to be the applicant's; nobody sees it. */
        UNCONFIRMED,
        /** Waits for the team. */
        RECEIVED,
        /** The unit belongs. */
        APPROVED,
        /** It does not. */
        DECLINED,
        /** The applicant took it back. */
        WITHDRAWN
    }

    /**
     * Who applied.
     *
     * @param emailKey normalised address
     * @param position what they are in the unit
     * @param notice version of the privacy notice and of the assurance that they may speak for the
     *     unit
     * @param mails how often a link was asked for
     * @param tokens hashes of the links that were sent, the latest last
     */
    public record Applicant(
            PersonName name,
            String email,
            String emailKey,
            String locale,
            String position,
            @Nullable String message,
            String notice,
            int mails,
            List<String> tokens) {

        Applicant withToken(String hash) {
            List<String> all = Stream.concat(tokens.stream(), Stream.of(hash)).toList();
            return new Applicant(
                    name,
                    email,
                    emailKey,
                    locale,
                    position,
                    message,
                    notice,
                    mails,
                    all.subList(Math.max(0, all.size() - MOST_TOKENS), all.size()));
        }

        Applicant mailedAgain() {
            return new Applicant(
                    name, email, emailKey, locale, position, message, notice, mails + 1, tokens);
        }
    }

    /**
     * What the team decided.
     *
     * @param by id of the person who did
     * @param municipality key of the unit, of an approval
     * @param facts what is known of the unit, where it is to be admitted
     * @param terms how it is to belong, where it is to be admitted
     * @param reason of a decline
     * @param text to the applicant; goes with the personal part
     * @param carriedOut whether unit and person belong by now
     */
    public record Decision(
            Instant at,
            String by,
            @Nullable String municipality,
            @Nullable UnitFacts facts,
            @Nullable MembershipTerms terms,
            @Nullable DeclineReason reason,
            @Nullable String text,
            boolean carriedOut) {

        static Decision approval(
                Instant at,
                String by,
                String municipality,
                @Nullable UnitFacts facts,
                @Nullable MembershipTerms terms) {
            return new Decision(at, by, municipality, facts, terms, null, null, false);
        }

        static Decision decline(Instant at, String by, DeclineReason reason, String text) {
            return new Decision(at, by, null, null, null, reason, text, true);
        }

        private Decision done() {
            return new Decision(at, by, municipality, facts, terms, reason, text, true);
        }

        private Decision withoutText() {
            return new Decision(at, by, municipality, facts, terms, reason, null, carriedOut);
        }
    }

    /** {@return an application nobody has confirmed} */
    static Application of(
            String id,
            @Nullable String municipality,
            @Nullable String unitName,
            MembershipLevel level,
            Applicant applicant,
            String openKey,
            Instant now) {
        return new Application(
                id,
                Status.UNCONFIRMED,
                municipality,
                unitName,
                level,
                applicant,
                openKey,
                null,
                now,
                null,
                null);
    }

    ApplicationReceived receive() {
        return new ApplicationReceived(id, municipality, level);
    }

    /** {@return that a link is to be sent again; nothing when that was done often enough} */
    List<ApplicationEvent> receiveAgain() {
        return status == Status.UNCONFIRMED && applicant != null && applicant.mails() < MOST_MAILS
                ? List.of(receive())
                : List.of();
    }

    /** {@return that the address is confirmed; nothing when it was before} */
    List<ApplicationEvent> confirm() {
        return status == Status.UNCONFIRMED ? List.of(new ApplicationConfirmed(id)) : List.of();
    }

    /** {@return that it is taken back; nothing when it was before, or is decided} */
    List<ApplicationEvent> withdraw() {
        return isOpen() ? List.of(new ApplicationWithdrawn(id)) : List.of();
    }

    /**
     * {@return what a decision means}
     *
     * @throws AlreadyDecided when it was decided, or taken back
     */
    List<ApplicationEvent> decide(Decision decided) {
        if (status != Status.RECEIVED) {
            throw new AlreadyDecided();
        }
        return List.of(
                decided.municipality() == null
                        ? new ApplicationDeclined(
                                id,
                                decided.reason() == null ? DeclineReason.OTHER : decided.reason())
                        : new ApplicationApproved(id, decided.municipality()));
    }

    /**
     * Takes in what happened.
     *
     * @param decided what the team decided, when that is what happened
     */
    Application apply(ApplicationEvent event, @Nullable Decision decided, Instant at) {
        return switch (event) {
            case ApplicationReceived _ ->
                    with(status, applicant == null ? null : applicant.mailedAgain(), decision);
            case ApplicationConfirmed _ ->
                    new Application(
                            id,
                            Status.RECEIVED,
                            municipality,
                            unitName,
                            level,
                            applicant,
                            openKey,
                            person,
                            receivedAt,
                            at,
                            null);
            case ApplicationApproved _ -> closed(Status.APPROVED, applicant, decided);
            case ApplicationDeclined _ -> closed(Status.DECLINED, applicant, decided);
            case ApplicationWithdrawn _ -> closed(Status.WITHDRAWN, null, null);
        };
    }

    /** {@return the same with one more link that works} */
    Application withToken(String hash) {
        return applicant == null ? this : with(status, applicant.withToken(hash), decision);
    }

    /** {@return the same, carried out} */
    Application carriedOut(@Nullable String whose) {
        return new Application(
                id,
                status,
                municipality,
                unitName,
                level,
                applicant,
                openKey,
                whose == null || applicant == null ? person : whose,
                receivedAt,
                confirmedAt,
                decision == null ? null : decision.done());
    }

    /**
     * {@return the same, known to be the application of a person of the network; nothing changes
     * once it is forgotten who applied}
     */
    Application ofPerson(String whose) {
        if (applicant == null) {
            return this;
        }
        return new Application(
                id,
                status,
                municipality,
                unitName,
                level,
                applicant,
                openKey,
                whose,
                receivedAt,
                confirmedAt,
                decision);
    }

    /** {@return the same without anything personal} */
    Application forgotten() {
        return new Application(
                id,
                status,
                municipality,
                null,
                level,
                null,
                null,
                null,
                receivedAt,
                confirmedAt,
                decision == null ? null : decision.withoutText());
    }

    /** {@return whether nothing is decided yet} */
    boolean isOpen() {
        return status == Status.UNCONFIRMED || status == Status.RECEIVED;
    }

    private Application with(Status next, @Nullable Applicant by, @Nullable Decision decided) {
        return new Application(
                id,
                next,
                municipality,
                unitName,
                level,
                by,
                openKey,
                person,
                receivedAt,
                confirmedAt,
                decided);
    }

    private Application closed(Status next, @Nullable Applicant by, @Nullable Decision decided) {
        return new Application(
                id,
                next,
                municipality,
                by == null ? null : unitName,
                level,
                by,
                null,
                by == null ? null : person,
                receivedAt,
                confirmedAt,
                decided);
    }
}
