package de.gemeinsamkommune.membership.municipality;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.ETags;
import de.gemeinsamkommune.defaults.IdempotencyKey;
import de.gemeinsamkommune.defaults.Page;
import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.membership.history.Change;
import de.gemeinsamkommune.membership.municipality.Admission.GivenFacts;
import de.gemeinsamkommune.membership.municipality.MunicipalityCommand.Admit;
import de.gemeinsamkommune.membership.municipality.MunicipalityCommand.Amend;
import de.gemeinsamkommune.membership.municipality.MunicipalityCommand.Leave;
import de.gemeinsamkommune.membership.municipality.TermsRefused.Flaw;
import de.gemeinsamkommune.membership.register.AdministrativeUnits;
import de.gemeinsamkommune.messaging.Stored;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Pattern;

/** The municipalities of the network: seen by everybody, kept by the project lead. */
@RestController
@RequestMapping("/api/membership/municipalities")
class MunicipalityController {

    /** Days of the network begin and end in Bavaria. */
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static final Pattern KEY = Pattern.compile(MunicipalityKind.ANY_KEY);

    private final MunicipalityRegister register;
    private final Memberships memberships;
    private final KnownUnits known;
    private final AdministrativeUnits units;
    private final Clock clock;

    MunicipalityController(
            MunicipalityRegister register,
            Memberships memberships,
            KnownUnits known,
            AdministrativeUnits units,
            Clock clock) {
        this.register = register;
        this.memberships = memberships;
        this.known = known;
        this.units = units;
        this.clock = clock;
    }

    /**
     * That a unit leaves.
     *
     * @param on first day on which it does not belong any more, not after today
     */
    record Leaving(@NotNull LocalDate on, @NotNull LeavingReason reason) {}

    /**
     * Lists municipalities in the order of a German dictionary; always all on one page.
     *
     * @param left whether those are meant that left, instead of those that belong
     */
    @GetMapping
    @PermitAll
    Page<MunicipalityView> listMunicipalities(
            @RequestParam(required = false) @Nullable Boolean partner,
            @RequestParam(required = false) @Nullable MembershipLevel level,
            @RequestParam(defaultValue = "false") boolean left,
            @Nullable Caller caller) {
        return new Page<>(
                register.all().stream()
                        .filter(unit -> unit.belongs() != left)
                        .map(unit -> view(unit, caller))
                        .filter(unit -> partner == null || unit.partner() == partner)
                        .filter(unit -> level == null || unit.level() == level)
                        .toList(),
                null);
    }

    /** Shows a municipality, also one that left: people and figures may still refer to it. */
    @GetMapping("/{key}")
    @PermitAll
    ResponseEntity<MunicipalityView> showMunicipality(
            @PathVariable String key, @Nullable Caller caller) {
        return answer(register.get(key), caller);
    }

    /** Lists what was changed about a municipality, the latest first; always all on one page. */
    @GetMapping("/{key}/history")
    @RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    Page<Change> listMunicipalityChanges(@PathVariable String key) {
        return new Page<>(register.get(key).state().changes().reversed(), null);
    }

    /** Admits an association, which gets a key of its own. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    ResponseEntity<MunicipalityView> admitAssociation(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String repeat,
            @Valid @RequestBody Admission sent,
            Caller caller) {
        GivenFacts given = sent.facts();
        if (given == null) {
            throw new TermsRefused(Flaw.FACTS_MISSING);
        }
        if (given.kind() != MunicipalityKind.ASSOCIATION) {
            throw new TermsRefused(Flaw.FACTS_CONTRADICT);
        }
        UnitFacts facts = given.of(AssociationKey.of(IdempotencyKey.of(repeat, caller, sent).id()));
        Stored<Municipality> admitted = memberships.admit(caller, new Admit(facts, sent.terms()));
        return ResponseEntity.created(URI.create("/api/membership/municipalities/" + admitted.id()))
                .eTag(ETags.of(admitted.version()))
                .body(view(admitted.state(), caller));
    }

    /**
     * Admits a unit; with {@code If-Match} changes how the one that is there belongs, or takes back
     * one that left.
     */
    @PutMapping("/{key}")
    @RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    ResponseEntity<MunicipalityView> putMunicipality(
            @PathVariable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody Admission sent,
            Caller caller) {
        if (!KEY.matcher(key).matches()) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "municipality-key-malformed");
        }
        MembershipTerms terms = sent.terms();
        if (ifMatch != null) {
            UnitFacts facts = sent.facts() == null ? null : known.settle(key, sent.facts());
            return answer(
                    memberships.amend(caller, key, ETags.require(ifMatch), new Amend(facts, terms)),
                    caller);
        }
        if (AssociationKey.isOne(key)) {
            // nobody chooses the key of an association
            throw register.knows(key) ? new MunicipalityExists() : new MunicipalityNotFound();
        }
        return answer(
                memberships.admit(caller, new Admit(known.settle(key, sent.facts()), terms)),
                caller);
    }

    /** Lets a municipality leave; its people do nothing for it any more. May be repeated. */
    @PostMapping("/{key}/leaving")
    @RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    ResponseEntity<MunicipalityView> letLeave(
            @PathVariable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody Leaving sent,
            Caller caller) {
        if (sent.on().isAfter(LocalDate.ofInstant(clock.instant(), BERLIN))) {
            throw new TermsRefused(Flaw.LEAVES_LATER);
        }
        return answer(
                memberships.leave(
                        caller, key, ETags.require(ifMatch), new Leave(sent.on(), sent.reason())),
                caller);
    }

    private ResponseEntity<MunicipalityView> answer(
            Stored<Municipality> unit, @Nullable Caller caller) {
        return ResponseEntity.ok().eTag(ETags.of(unit.version())).body(view(unit.state(), caller));
    }

    private MunicipalityView view(Municipality unit, @Nullable Caller caller) {
        boolean team = caller != null && caller.hasAnyRole(Roles.PROJECT_LEAD, Roles.ADMINISTRATOR);
        boolean funders = team || (caller != null && caller.hasRole(Roles.FUNDER));
        return MunicipalityView.of(unit, units.endedOn(unit.key()).orElse(null), funders, team);
    }
}
