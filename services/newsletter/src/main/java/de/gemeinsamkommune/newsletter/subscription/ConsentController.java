package de.gemeinsamkommune.newsletter.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.newsletter.subscription.ConsentLedger.Entry;
import de.gemeinsamkommune.newsletter.subscription.Subscription.Status;
import de.gemeinsamkommune.newsletter.subscription.SubscriptionEvent.EndReason;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The ledger of consents to the newsletter (GDPR Art. 7(1)). */
@RestController
@RequestMapping("/api/newsletter")
class ConsentController {

    private final ConsentLedger ledger;
    private final ConsentLookUps lookUps;
    private final Clock clock;

    ConsentController(ConsentLedger ledger, ConsentLookUps lookUps, Clock clock) {
        this.ledger = ledger;
        this.lookUps = lookUps;
        this.clock = clock;
    }

    /**
     * Looks up the consents of an address or a person. A POST, because an address has no place in a
     * URL and its logs; noted before the answer.
     */
    @PostMapping("/consents/look-ups")
    @RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    @Operation(
            operationId = "lookUpConsents",
            summary = "The consents of an address or of a person, with the words agreed to")
    ResponseEntity<Consents> lookUp(@Valid @RequestBody LookUp wanted, Caller caller) {
        List<Entry> found = find(wanted);
        lookUps.note(
                found.stream().map(Entry::subscription).toList(),
                caller.id(),
                caller.hasRole(Roles.ADMINISTRATOR) ? Roles.ADMINISTRATOR : Roles.PROJECT_LEAD);
        return answer(found);
    }

    /** The caller's own consents. */
    @GetMapping("/me/consents")
    @RolesAllowed(Roles.ANY_PERSON)
    @Operation(operationId = "listOwnConsents", summary = "One's own consents")
    ResponseEntity<Consents> own(Caller caller) {
        return answer(ledger.ofPerson(caller.id()));
    }

    private List<Entry> find(LookUp wanted) {
        if ((wanted.address == null) == (wanted.person == null)) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "consent-look-up-unclear");
        }
        return wanted.person != null
                ? ledger.ofPerson(wanted.person)
                : ledger.of(
                        MailAddress.of(wanted.address == null ? "" : wanted.address)
                                .orElseThrow(
                                        () ->
                                                Problems.of(
                                                        HttpStatus.BAD_REQUEST,
                                                        "email-address-invalid")));
    }

    private ResponseEntity<Consents> answer(List<Entry> found) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Consents(clock.instant(), found.stream().map(Given::of).toList()));
    }

    /** Whose consents are wanted: either an address or the id of a person. */
    record LookUp(
            @Nullable @Size(max = 320) String address,
            @Nullable @Pattern(regexp = "[A-Za-z0-9-]{1,100}") String person) {}

    /** Consents as they stood at a time. */
    record Consents(Instant asOf, List<Given> items) {}

    /** A consent: the words, how it was given and confirmed, and how it ended. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Given(
            String subscription,
            Status status,
            String version,
            String text,
            String form,
            Instant requestedAt,
            @Nullable String confirmationMail,
            @Nullable Instant confirmedAt,
            @Nullable Instant withdrawnAt,
            @Nullable EndReason ending) {

        static Given of(Entry entry) {
            return new Given(
                    entry.subscription(),
                    entry.status(),
                    entry.version(),
                    entry.text(),
                    entry.form(),
                    entry.requestedAt(),
                    entry.confirmationMail(),
                    entry.confirmedAt(),
                    entry.withdrawnAt(),
                    entry.ending());
        }
    }
}
