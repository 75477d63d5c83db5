package de.gemeinsamkommune.newsletter.delivery;

import de.gemeinsamkommune.defaults.Roles;

import jakarta.annotation.security.RolesAllowed;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.Map;

/** Mails that wait for a decision, because what they tell is old. */
@RestController
@RequestMapping("/api/newsletter/deliveries/held")
@RolesAllowed(Roles.ADMINISTRATOR)
class DeliveryController {

    private final Ledger ledger;

    DeliveryController(Ledger ledger) {
        this.ledger = ledger;
    }

    /** How many held mails there are, by kind. */
    @GetMapping
    Held held() {
        return new Held(ledger.held());
    }

    /** Sends the held mails of a kind, or all. */
    @PostMapping("/release")
    Decided release(@RequestParam(required = false) @Nullable DeliveryKind kind) {
        return new Decided(ledger.release(kind));
    }

    /** Cancels the held mails of a kind, or all. */
    @PostMapping("/discard")
    Decided discard(@RequestParam(required = false) @Nullable DeliveryKind kind) {
        return new Decided(ledger.discard(kind));
    }

    /** Held mails by kind. */
    record Held(Map<DeliveryKind, Long> kinds) {}

    /** How many mails the decision was about. */
    record Decided(long mails) {}
}
