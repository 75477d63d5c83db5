package de.gemeinsamkommune.membership.municipality;

import de.gemeinsamkommune.defaults.Page;
import de.gemeinsamkommune.defaults.ProblemException;
import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.membership.register.AdministrativeUnits;

import jakarta.annotation.security.PermitAll;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import java.time.LocalDate;

/** The municipalities of the network, for everybody. */
@RestController
@RequestMapping("/api/membership/municipalities")
@PermitAll
class MunicipalityController {

    private final MunicipalityRegister register;
    private final AdministrativeUnits units;

    MunicipalityController(MunicipalityRegister register, AdministrativeUnits units) {
        this.register = register;
        this.units = units;
    }

    /**
     * A municipality as everybody sees it.
     *
     * @param key official key: 5 digits (district, independent city) or 8 (municipality)
     * @param ars regional key
     * @param name without the title; not unique
     * @param displayName with the title, and for a municipality with its district
     * @param district name of the Landkreis, for a municipality only
     * @param region Regierungsbezirk
     * @param population inhabitants on {@code populationOn}
     * @param partner whether it is a partner, by contract
     * @param admittedOn first day in the network
     * @param endedOn since when the official register no longer has the unit: merged or dissolved
     */
    record MunicipalityView(
            String key,
            String ars,
            String name,
            String displayName,
            MunicipalityKind kind,
            @Nullable String district,
            String region,
            int population,
            LocalDate populationOn,
            @Nullable MembershipLevel level,
            boolean partner,
            @Nullable LocalDate admittedOn,
            @Nullable LocalDate endedOn) {

        static MunicipalityView of(Municipality unit, @Nullable LocalDate endedOn) {
            return new MunicipalityView(
                    unit.key(),
                    unit.ars(),
                    unit.name(),
                    unit.displayName(),
                    unit.kind(),
                    unit.district(),
                    unit.region(),
                    unit.population(),
                    unit.populationOn(),
                    unit.level(),
                    unit.level() == MembershipLevel.PARTNER,
                    unit.admittedOn(),
                    endedOn);
        }
    }

    /** Lists municipalities in the order of a German dictionary; always all on one page. */
    @GetMapping
    Page<MunicipalityView> listMunicipalities(
            @RequestParam(required = false) @Nullable Boolean partner,
            @RequestParam(required = false) @Nullable MembershipLevel level) {
        return new Page<>(
                register.all().stream()
                        .map(this::view)
                        .filter(unit -> partner == null || unit.partner() == partner)
                        .filter(unit -> level == null || unit.level() == level)
                        .toList(),
                null);
    }

    @GetMapping("/{key}")
    MunicipalityView showMunicipality(@PathVariable String key) {
        return register.find(key).map(this::view).orElseThrow(MunicipalityNotFound::new);
    }

    private MunicipalityView view(Municipality unit) {
        return MunicipalityView.of(unit, units.endedOn(unit.key()).orElse(null));
    }

    /** How refusals about municipalities are answered. */
    @RestControllerAdvice
    @Order(0)
    static class MunicipalityProblems {

        @ExceptionHandler
        ProblemException on(MunicipalityNotFound refusal) {
            return Problems.of(HttpStatus.NOT_FOUND, "municipality-not-found");
        }
    }
}
