package de.gemeinsamkommune.membership.access;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.ProblemException;
import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.membership.person.PersonRegister;
import de.gemeinsamkommune.membership.person.ProfileData;

import jakarta.annotation.security.RolesAllowed;

import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Everything the network holds about a person, as one archive (GDPR Art. 15 and 20). */
@RestController
@RequestMapping(path = "/api/membership", produces = "application/zip")
class AccessController {

    private static final String FILE = "gemeinsam-kommune-export.zip";

    /** Seconds after which another attempt is worth it. */
    private static final String LATER = "60";

    private final Exports exports;
    private final ExportLimit limit;
    private final DataAccesses accesses;
    private final ProfileData profiles;
    private final PersonRegister people;

    AccessController(
            Exports exports,
            ExportLimit limit,
            DataAccesses accesses,
            ProfileData profiles,
            PersonRegister people) {
        this.exports = exports;
        this.limit = limit;
        this.accesses = accesses;
        this.profiles = profiles;
        this.people = people;
    }

    /** Exports what is held about the caller. */
    @GetMapping("/me/data")
    @RolesAllowed(Roles.ANY_PERSON)
    ResponseEntity<Resource> exportMe(Caller caller) {
        return answer(export(caller.id()));
    }

    /** Exports what is held about somebody who asked in writing; the person sees that it was. */
    @GetMapping("/people/{id}/data")
    @RolesAllowed(Roles.ADMINISTRATOR)
    ResponseEntity<Resource> exportPerson(@PathVariable String id, Caller caller) {
        people.requireActing(caller);
        Exports.Archive archive = export(id);
        boolean noted = false;
        try {
            accesses.note(id, caller.id());
            requireStillThere(id);
            noted = true;
            return answer(archive);
        } finally {
            if (!noted) {
                close(archive);
            }
        }
    }

    @ExceptionHandler
    ProblemException on(ExportIncomplete refusal) {
        return Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "export-incomplete", refusal.service())
                .header(HttpHeaders.RETRY_AFTER, LATER)
                .member("service", refusal.service());
    }

    @ExceptionHandler
    ProblemException on(ExportTooOften refusal) {
        return Problems.of(HttpStatus.TOO_MANY_REQUESTS, "export-too-often")
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(refusal.seconds()));
    }

    private Exports.Archive export(String person) {
        Locale language = profiles.languageOf(person);
        limit.count(person);
        Exports.Archive archive = make(person, language);
        boolean current = false;
        try {
            profiles.languageOf(person);
            current = true;
            return archive;
        } finally {
            if (!current) {
                limit.forget(person);
                close(archive);
            }
        }
    }

    private Exports.Archive make(String person, Locale language) {
        boolean made = false;
        try {
            Exports.Archive archive = exports.make(person, language);
            made = true;
            return archive;
        } finally {
            if (!made) {
                limit.giveBack(person);
            }
        }
    }

    /** Somebody erased meanwhile leaves no trace, and gets none. */
    private void requireStillThere(String person) {
        boolean there = false;
        try {
            profiles.languageOf(person);
            there = true;
        } finally {
            if (!there) {
                accesses.forget(person);
            }
        }
    }

    private static void close(Exports.Archive archive) {
        try {
            archive.getInputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ResponseEntity<Resource> answer(Exports.Archive archive) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(FILE).build().toString())
                .body(archive);
    }
}
