package de.gemeinsamkommune.membership.erasure;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.membership.person.PersonRegister;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.util.Locale;

/** Requests to be forgotten, and their receipts. */
@RestController
@RequestMapping("/api/membership")
@EnableConfigurationProperties(ErasureSettings.class)
class ErasureController {

    private final Erasures erasures;
    private final PersonRegister people;
    private final ErasureSettings settings;
    private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();

    ErasureController(Erasures erasures, PersonRegister people, ErasureSettings settings) {
        this.erasures = erasures;
        this.people = people;
        this.settings = settings;
        texts.setBasename("membership/erasure");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        texts.setDefaultLocale(Locale.GERMAN);
    }

    /** Forgets the caller; may be repeated, and answers the same receipt. */
    @PostMapping("/me/erasure")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RolesAllowed(Roles.ANY_PERSON)
    ResponseEntity<ErasureView> eraseMe(Caller caller) {
        return accepted(erasures.request(caller.id()), caller.locale());
    }

    /** Forgets somebody; may be repeated, and answers the same receipt. */
    @PostMapping("/people/{id}/erasure")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RolesAllowed(Roles.ADMINISTRATOR)
    ResponseEntity<ErasureView> erasePerson(@PathVariable String id, Caller caller) {
        people.requireActing(caller);
        return accepted(erasures.request(id), caller.locale());
    }

    /** Shows how far an erasure is, to everybody who has the receipt's address. */
    @GetMapping("/erasures/{receipt}")
    @PermitAll
    ErasureView showReceipt(@PathVariable String receipt, Locale locale) {
        return erasures.find(receipt)
                .map(erasure -> view(erasure, locale))
                .orElseThrow(Problems::notFound);
    }

    private ResponseEntity<ErasureView> accepted(Erasure erasure, Locale locale) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/membership/erasures/" + erasure.receipt()))
                .body(view(erasure, locale));
    }

    private ErasureView view(Erasure erasure, Locale locale) {
        return ErasureView.of(erasure, settings, new HoldTexts(texts, locale));
    }
}
