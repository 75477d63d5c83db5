package de.gemeinsamkommune.newsletter.subscription;

import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.newsletter.letter.Letter;
import de.gemeinsamkommune.newsletter.letter.Pages;
import de.gemeinsamkommune.newsletter.letter.Wording;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.util.Locale;

/** Subscribing, confirming and unsubscribing, for anybody. */
@RestController
@RequestMapping("/api/newsletter")
class SubscriptionController {

    private final SubscriptionRegister register;
    private final Subscribers subscribers;
    private final ConsentTexts texts;
    private final Pages pages;
    private final Clock clock;

    SubscriptionController(
            SubscriptionRegister register,
            Subscribers subscribers,
            ConsentTexts texts,
            Pages pages,
            Clock clock) {
        this.register = register;
        this.subscribers = subscribers;
        this.texts = texts;
        this.pages = pages;
        this.clock = clock;
    }

    /** The words a subscriber agrees to, in the language asked for. */
    @GetMapping("/consent-text")
    @PermitAll
    ConsentText consentText() {
        Locale locale = Wording.locale(LocaleContextHolder.getLocale().getLanguage());
        return new ConsentText(ConsentTexts.VERSION, locale.getLanguage(), texts.text(locale));
    }

    /**
     * Asks for the newsletter. The answer is always the same; whether anything is known of the
     * address is told to nobody but the address itself, by mail.
     */
    @PostMapping("/subscriptions")
    @PermitAll
    @ResponseStatus(HttpStatus.ACCEPTED)
    Requested request(@Valid @RequestBody SubscriptionRequest request) {
        MailAddress address =
                MailAddress.of(request.email())
                        .orElseThrow(
                                () -> Problems.of(HttpStatus.BAD_REQUEST, "email-address-invalid"));
        Locale locale = Wording.locale(request.locale());
        String name = request.name() == null ? "" : Letter.oneLine(request.name());
        register.request(
                new Subscription.Subscriber(
                        address.value(),
                        address.key(),
                        name.isEmpty() ? null : name,
                        locale.getLanguage()),
                address,
                new Consent(
                        texts.text(locale),
                        ConsentTexts.VERSION,
                        pages.newsletter().toString(),
                        clock.instant(),
                        null,
                        null,
                        null,
                        null));
        return new Requested("CONFIRMATION_PENDING");
    }

    /** Confirms the request by the token of the mail. */
    @PostMapping("/subscriptions/confirmation")
    @PermitAll
    Confirmed confirm(@Valid @RequestBody Confirmation confirmation) {
        register.confirm(confirmation.token());
        return new Confirmed("CONFIRMED");
    }

    /**
     * Ends a subscription at once (RFC 8058); the body is not read. The answer is the same for a
     * token that is unknown or was used before.
     */
    @PostMapping("/unsubscribe/{token}")
    @PermitAll
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unsubscribe(@PathVariable String token) {
        if (token.length() == Secret.LENGTH) {
            register.unsubscribe(token);
        }
    }

    /** How many subscribers there are. */
    @GetMapping("/subscribers/count")
    @RolesAllowed({Roles.EDITOR, Roles.PROJECT_LEAD})
    Count count() {
        return new Count(subscribers.confirmed(), subscribers.pending());
    }

    @ExceptionHandler
    RuntimeException on(ConfirmationNotPossible e) {
        return Problems.of(HttpStatus.NOT_FOUND, "confirmation-not-possible");
    }

    /**
     * A request for the newsletter.
     *
     * @param email the address
     * @param name for the salutation, if wanted
     * @param locale {@code de} or {@code en}; German when absent
     * @param consent whether the words of {@code consent-text} were agreed to
     */
    record SubscriptionRequest(
            @NotNull @Size(max = 320) String email,
            @Nullable @Size(max = 100) String name,
            @Nullable @Size(max = 35) String locale,
            @NotNull @AssertTrue Boolean consent) {}

    /** The token of a confirmation mail. */
    record Confirmation(@NotNull @Size(max = 200) String token) {}

    /** What was done, the same whatever is known of the address. */
    record Requested(String status) {}

    /** What was done. */
    record Confirmed(String status) {}

    /** The words a subscriber agrees to. */
    record ConsentText(String version, String locale, String text) {}

    /** Subscribers, and requests that wait for their confirmation. */
    record Count(long confirmed, long pending) {}
}
