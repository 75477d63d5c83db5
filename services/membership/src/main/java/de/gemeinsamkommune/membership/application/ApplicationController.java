package de.gemeinsamkommune.membership.application;

import de.gemeinsamkommune.defaults.IdempotencyKey;
import de.gemeinsamkommune.membership.application.Application.Applicant;
import de.gemeinsamkommune.membership.municipality.KnownUnits;
import de.gemeinsamkommune.membership.municipality.MembershipLevel;
import de.gemeinsamkommune.membership.municipality.MunicipalityKind;
import de.gemeinsamkommune.membership.municipality.MunicipalityRegister;
import de.gemeinsamkommune.membership.person.EmailAddress;
import de.gemeinsamkommune.membership.person.MailAddress;
import de.gemeinsamkommune.membership.person.NamePart;
import de.gemeinsamkommune.membership.person.PersonName;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.Locale;

/** Applying, confirming and taking back, for anybody. */
@RestController
@RequestMapping("/api/membership/applications")
@PermitAll
class ApplicationController {

    /** Version of the words an applicant agrees to; another one with every change of them. */
    static final String NOTICE = "2026-11-24";

    /** A line of text: no controls and no line ends, something to be seen in it. */
    private static final String LINE = "(?U)(?=.*[^\\p{Z}\\p{C}])[^\\p{Cc}]{1,200}";

    private final Applications applications;
    private final MunicipalityRegister municipalities;
    private final KnownUnits units;
    private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();

    ApplicationController(
            Applications applications, MunicipalityRegister municipalities, KnownUnits units) {
        this.applications = applications;
        this.municipalities = municipalities;
        this.units = units;
        texts.setBasename("membership/application");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        texts.setDefaultLocale(Locale.GERMAN);
    }

    /**
     * The words an applicant agrees to.
     *
     * @param assurance that they may speak for the unit
     * @param notice what becomes of their data
     */
    record Words(String version, String locale, String assurance, String notice) {}

    /**
     * Somebody's wish that their unit joins.
     *
     * @param municipality key of the unit; where an imported register or the network knows it, its
     *     name comes from there
     * @param unitName name of the unit where there is no key, or nobody knows it
     * @param level the one wished for; the team may choose another one
     * @param locale language of mails, German when absent
     * @param position what the applicant is in the unit
     * @param message to the team
     * @param maySpeak that they may speak for the unit, in the words of {@code words}
     * @param notice version of those words
     */
    record Wish(
            @Nullable @Pattern(regexp = MunicipalityKind.ANY_KEY) String municipality,
            @Nullable @Pattern(regexp = LINE) String unitName,
            @NotNull MembershipLevel level,
            @NotNull @NamePart String givenName,
            @NotNull @NamePart String familyName,
            @NotNull @MailAddress String email,
            @Nullable @Pattern(regexp = "de|en") String locale,
            @NotNull @Pattern(regexp = LINE) String position,
            @Nullable @Size(max = 4000) String message,
            @NotNull @AssertTrue Boolean maySpeak,
            @NotNull @Size(max = 20) String notice) {

        Applicant applicant() {
            EmailAddress address = EmailAddress.parse(email).orElseThrow();
            return new Applicant(
                    new PersonName(givenName, familyName),
                    address.value(),
                    address.key(),
                    locale == null ? "de" : locale,
                    position.strip(),
                    message == null || message.isBlank() ? null : message.strip(),
                    notice,
                    1,
                    List.of());
        }
    }

    /** What was done, the same whatever is known of address and unit. */
    record Taken(String status) {}

    /** The token of a mail. */
    record Link(@NotNull @Size(max = 200) String token) {}

    /** The words an applicant agrees to, in the language asked for. */
    @GetMapping("/words")
    ResponseEntity<Words> showWords(Locale locale) {
        Locale language = locale.getLanguage().equals("en") ? Locale.ENGLISH : Locale.GERMAN;
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_LANGUAGE, language.getLanguage())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .body(
                        new Words(
                                NOTICE,
                                language.getLanguage(),
                                texts.getMessage("assurance", null, language),
                                texts.getMessage("notice", null, language)));
    }

    /**
     * Applies. The answer is always the same; whether anything is known of the address or of the
     * unit's membership is told to nobody but the address itself, by mail.
     */
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Taken apply(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @Valid @RequestBody Wish wish) {
        // looked at for its form only: anybody could choose it, and address and unit are enough
        IdempotencyKey.of(key, null, wish);
        if (!wish.notice().equals(NOTICE)) {
            throw new NoticeOutdated();
        }
        String unit = wish.municipality();
        boolean known =
                unit != null && (municipalities.knows(unit) || units.find(unit).isPresent());
        if (unit != null && !known && units.excludes(unit)) {
            throw new UnitUnknown();
        }
        String name = wish.unitName();
        if (!known && name == null) {
            throw new UnitMissing();
        }
        applications.receive(
                unit, known || name == null ? null : name.strip(), wish.level(), wish.applicant());
        return new Taken("CONFIRMATION_PENDING");
    }

    /** Confirms the address by the token of the mail; may be repeated. */
    @PostMapping("/confirmation")
    Taken confirm(@Valid @RequestBody Link link) {
        applications.confirm(link.token());
        return new Taken("RECEIVED");
    }

    /** Takes the application back by the token of the mail. */
    @PostMapping("/withdrawal")
    Taken withdraw(@Valid @RequestBody Link link) {
        applications.withdraw(link.token());
        return new Taken("WITHDRAWN");
    }
}
