package de.gemeinsamkommune.newsletter.subscription;

import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.newsletter.letter.Wording;
import de.gemeinsamkommune.newsletter.subscription.AddressDesk.AddressData;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What is held about an address, for whoever reads its mails and needs no account. */
@RestController
@RequestMapping("/api/newsletter")
@PermitAll
class AddressController {

    private final DataLinks links;
    private final AddressDesk desk;

    AddressController(DataLinks links, AddressDesk desk) {
        this.links = links;
        this.desk = desk;
    }

    /**
     * Asks for a link by mail. The answer is always the same; a mail goes out when something is
     * held about the address, and at most one in a quarter of an hour.
     */
    @PostMapping("/data-links")
    @ResponseStatus(HttpStatus.ACCEPTED)
    LinkRequested request(@Valid @RequestBody LinkRequest request) {
        MailAddress address =
                MailAddress.of(request.email())
                        .orElseThrow(
                                () -> Problems.of(HttpStatus.BAD_REQUEST, "email-address-invalid"));
        links.request(address, Wording.locale(request.locale()).getLanguage());
        return new LinkRequested("LINK_PENDING");
    }

    /** What is held about the address of a link; the link works for an hour. */
    @PostMapping("/data")
    ResponseEntity<AddressData> show(@Valid @RequestBody DataLink link) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(desk.show(link.token()));
    }

    /** Deletes everything about the address of a link, which then works no more. */
    @PostMapping("/data/deletion")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@Valid @RequestBody Deletion deletion) {
        desk.delete(deletion.token(), deletion.objecting());
    }

    @ExceptionHandler
    RuntimeException on(DataLinkNotValid refusal) {
        return Problems.of(HttpStatus.NOT_FOUND, "data-link-not-valid");
    }

    /**
     * A request for a link.
     *
     * @param email the address
     * @param locale {@code de} or {@code en}; German when absent
     */
    record LinkRequest(
            @NotNull @Size(max = 320) String email, @Nullable @Size(max = 35) String locale) {}

    /** What was done, the same whatever is known of the address. */
    record LinkRequested(String status) {}

    /** The token of a link. */
    record DataLink(@NotNull @Size(max = 200) String token) {}

    /**
     * A deletion.
     *
     * @param objecting whether no mail may ever be sent to the address again
     */
    record Deletion(@NotNull @Size(max = 200) String token, @NotNull Boolean objecting) {}
}
