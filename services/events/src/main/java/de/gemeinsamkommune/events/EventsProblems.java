package de.gemeinsamkommune.events;

import de.gemeinsamkommune.defaults.ProblemException;
import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.events.announcement.AnnouncementChangedMeanwhile;
import de.gemeinsamkommune.events.announcement.CapacityBelowConfirmed;
import de.gemeinsamkommune.events.announcement.EventAlreadyCancelled;
import de.gemeinsamkommune.events.announcement.EventAlreadyHeld;
import de.gemeinsamkommune.events.announcement.EventAlreadyStarted;
import de.gemeinsamkommune.events.announcement.EventNotFound;
import de.gemeinsamkommune.events.announcement.EventNotPublished;
import de.gemeinsamkommune.events.announcement.Flaw;
import de.gemeinsamkommune.events.announcement.InvalidAnnouncement;
import de.gemeinsamkommune.events.attendance.NameUnavailable;
import de.gemeinsamkommune.events.attendance.PersonUnknown;
import de.gemeinsamkommune.events.registration.AttendanceAlreadyRecorded;
import de.gemeinsamkommune.events.registration.AttendanceTooLong;
import de.gemeinsamkommune.events.registration.DeskOverrun;
import de.gemeinsamkommune.events.registration.EventNotStarted;
import de.gemeinsamkommune.events.registration.KeyUsedOtherwise;
import de.gemeinsamkommune.events.registration.MembersOnly;
import de.gemeinsamkommune.events.registration.PersonErased;
import de.gemeinsamkommune.events.registration.PersonMerged;
import de.gemeinsamkommune.events.registration.RegistrationClosed;
import de.gemeinsamkommune.events.registration.RegistrationNotConfirmed;
import de.gemeinsamkommune.events.registration.RegistrationNotFound;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import java.util.Locale;

/** Answers the refusals of this service as problems. */
@RestControllerAdvice
@Order(0)
final class EventsProblems {

    private static final Logger LOG = LoggerFactory.getLogger(EventsProblems.class);

    private static final String SOON = "2";

    private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();

    EventsProblems() {
        texts.setBasename("events/problems");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        texts.setDefaultLocale(Locale.GERMAN);
    }

    @ExceptionHandler({EventNotFound.class, RegistrationNotFound.class})
    ProblemException onNotFound() {
        return Problems.notFound();
    }

    @ExceptionHandler
    ProblemException on(InvalidAnnouncement refusal, Locale locale) {
        ProblemException problem = Problems.of(HttpStatus.BAD_REQUEST, "invalid-request");
        for (Flaw flaw : refusal.flaws()) {
            problem.error(
                    flaw.pointer(),
                    texts.getMessage("flaw." + flaw.code(), flaw.arguments().toArray(), locale));
        }
        return problem;
    }

    @ExceptionHandler
    ProblemException on(CapacityBelowConfirmed refusal) {
        return conflict("capacity-below-confirmed", refusal.capacity(), refusal.confirmed())
                .member("confirmed", refusal.confirmed());
    }

    @ExceptionHandler
    ProblemException on(AnnouncementChangedMeanwhile refusal) {
        return Problems.of(HttpStatus.PRECONDITION_FAILED, "announcement-changed-meanwhile");
    }

    @ExceptionHandler
    ProblemException on(EventAlreadyCancelled refusal) {
        return conflict("event-already-cancelled");
    }

    @ExceptionHandler
    ProblemException on(EventAlreadyHeld refusal) {
        return conflict("event-already-held");
    }

    @ExceptionHandler
    ProblemException on(EventAlreadyStarted refusal) {
        return conflict("event-already-started");
    }

    @ExceptionHandler
    ProblemException on(EventNotPublished refusal) {
        return conflict("event-not-published");
    }

    @ExceptionHandler
    ProblemException on(EventNotStarted refusal) {
        return conflict("event-not-started");
    }

    @ExceptionHandler
    ProblemException on(RegistrationClosed refusal) {
        return conflict("registration-closed");
    }

    @ExceptionHandler
    ProblemException on(MembersOnly refusal) {
        return conflict("members-only");
    }

    @ExceptionHandler({PersonErased.class, PersonUnknown.class})
    ProblemException onPersonGone() {
        return conflict("person-erased");
    }

    @ExceptionHandler(PersonMerged.class)
    ProblemException onPersonMerged() {
        return conflict("person-merged");
    }

    @ExceptionHandler
    ProblemException on(RegistrationNotConfirmed refusal) {
        return conflict("registration-not-confirmed");
    }

    @ExceptionHandler
    ProblemException on(AttendanceAlreadyRecorded refusal) {
        return conflict("attendance-already-recorded");
    }

    @ExceptionHandler
    ProblemException on(AttendanceTooLong refusal) {
        return conflict("attendance-too-long");
    }

    @ExceptionHandler
    ProblemException on(KeyUsedOtherwise refusal) {
        return conflict("idempotency-key-reused");
    }

    @ExceptionHandler
    ProblemException on(DeskOverrun refusal) {
        return Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "desk-overrun")
                .header(HttpHeaders.RETRY_AFTER, SOON);
    }

    @ExceptionHandler
    ProblemException on(NameUnavailable refusal) {
        LOG.warn("{}; attendance cannot be recorded", refusal.getMessage());
        return Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "name-unavailable")
                .header(HttpHeaders.RETRY_AFTER, SOON);
    }

    private static ProblemException conflict(String type, Object... arguments) {
        return Problems.of(HttpStatus.CONFLICT, type, arguments);
    }
}
