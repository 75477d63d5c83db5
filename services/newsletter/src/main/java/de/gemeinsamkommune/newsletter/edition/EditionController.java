package de.gemeinsamkommune.newsletter.edition;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.ETags;
import de.gemeinsamkommune.defaults.IdempotencyKey;
import de.gemeinsamkommune.defaults.Page;
import de.gemeinsamkommune.defaults.PageQuery;
import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.messaging.Stored;
import de.gemeinsamkommune.newsletter.delivery.DeliveryState;
import de.gemeinsamkommune.newsletter.delivery.Ledger;
import de.gemeinsamkommune.newsletter.letter.Letter;
import de.gemeinsamkommune.newsletter.letter.MarkdownTooDeep;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Editions, for those who write them. */
@RestController
@RequestMapping("/api/newsletter/editions")
@RolesAllowed({Roles.EDITOR, Roles.PROJECT_LEAD})
class EditionController {

    private final EditionDesk desk;
    private final Editions editions;
    private final Ledger ledger;

    EditionController(EditionDesk desk, Editions editions, Ledger ledger) {
        this.desk = desk;
        this.editions = editions;
        this.ledger = ledger;
    }

    /** Drafts an edition. */
    @PostMapping
    ResponseEntity<EditionView> draft(
            @Valid @RequestBody EditionRequest request,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            Caller caller) {
        Stored<Edition> edition =
                desk.draft(
                        IdempotencyKey.of(key, caller, request),
                        request.line(),
                        request.toBlocks());
        return ResponseEntity.created(URI.create("/api/newsletter/editions/" + edition.id()))
                .eTag(ETags.of(edition.version()))
                .body(EditionView.of(edition));
    }

    /** Changes a draft. */
    @PutMapping("/{id}")
    ResponseEntity<EditionView> revise(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody EditionRequest request) {
        return answer(
                desk.revise(
                        id.toString(), ETags.require(ifMatch), request.line(), request.toBlocks()));
    }

    /** All editions, newest first. */
    @GetMapping
    Page<EditionSummary> list(PageQuery query) {
        return Page.of(editions.page(query), query, Editions::cursor, EditionSummary::of);
    }

    /** One edition. */
    @GetMapping("/{id}")
    ResponseEntity<EditionView> find(@PathVariable UUID id) {
        return answer(desk.found(id.toString()));
    }

    /** The edition as the page a subscriber will see. */
    @GetMapping(path = "/{id}/preview", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> preview(@PathVariable UUID id, Caller caller) {
        return ResponseEntity.ok()
                // the page is shown, never acts
                .header(
                        "Content-Security-Policy",
                        "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline';"
                                + " frame-ancestors 'self'")
                .body(desk.preview(id.toString(), caller.locale()));
    }

    /** Sends the edition as it is to the caller's own address. */
    @PostMapping("/{id}/tests")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void test(@PathVariable UUID id, Caller caller) {
        desk.test(id.toString(), caller.id());
    }

    /** Releases the edition to all confirmed subscribers; a repeat changes nothing. */
    @PostMapping("/{id}/release")
    ResponseEntity<EditionView> release(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        Stored<Edition> edition = desk.release(id.toString(), ETags.require(ifMatch));
        return ResponseEntity.accepted()
                .eTag(ETags.of(edition.version()))
                .body(EditionView.of(edition));
    }

    /** How many mails of the edition stand where. */
    @GetMapping("/{id}/deliveries")
    Deliveries deliveries(@PathVariable UUID id) {
        desk.found(id.toString());
        return new Deliveries(ledger.counts(id.toString()));
    }

    @ExceptionHandler
    RuntimeException on(EditionNotFound e) {
        return Problems.notFound();
    }

    @ExceptionHandler
    RuntimeException on(EditionChangedMeanwhile e) {
        return Problems.of(HttpStatus.PRECONDITION_FAILED, "precondition-failed");
    }

    @ExceptionHandler
    RuntimeException on(EditionAlreadyReleased e) {
        return Problems.of(HttpStatus.CONFLICT, "edition-already-released");
    }

    @ExceptionHandler
    RuntimeException on(EditionEmpty e) {
        return Problems.of(HttpStatus.CONFLICT, "edition-empty");
    }

    @ExceptionHandler
    RuntimeException on(EditionEventNotFound e) {
        return Problems.of(HttpStatus.CONFLICT, "edition-event-not-found");
    }

    @ExceptionHandler
    RuntimeException on(MarkdownTooDeep e) {
        return Problems.of(HttpStatus.BAD_REQUEST, "markdown-too-deep");
    }

    private static ResponseEntity<EditionView> answer(Stored<Edition> edition) {
        return ResponseEntity.ok().eTag(ETags.of(edition.version())).body(EditionView.of(edition));
    }

    /**
     * What an edition is to be.
     *
     * @param subject subject of the mails; line breaks become blanks
     * @param blocks its parts in order
     */
    record EditionRequest(
            @NotBlank @Size(max = Letter.SUBJECT_LENGTH) String subject,
            @NotNull @Size(max = 50) List<@Valid @NotNull BlockRequest> blocks) {

        String line() {
            String line = Letter.oneLine(subject);
            if (line.isEmpty()) {
                throw Problems.of(HttpStatus.BAD_REQUEST, "edition-subject-missing");
            }
            return line;
        }

        List<Block> toBlocks() {
            List<Block> made = new ArrayList<>();
            for (BlockRequest block : blocks) {
                made.add(block.toBlock(made.size() + 1));
            }
            return made;
        }
    }

    /**
     * What a part is to be.
     *
     * @param kind {@code TEXT} or {@code EVENT}
     * @param heading heading of a text, if any
     * @param markdown a text in CommonMark; required for {@code TEXT}
     * @param event id of an event; required for {@code EVENT}
     */
    record BlockRequest(
            @NotNull Block.Kind kind,
            @Nullable @Size(max = 200) String heading,
            @Nullable @Size(max = 20_000) String markdown,
            @Nullable UUID event) {

        Block toBlock(int number) {
            return switch (kind) {
                case TEXT -> {
                    if (markdown == null || markdown.isBlank()) {
                        throw Problems.of(
                                HttpStatus.BAD_REQUEST, "edition-block-incomplete", number);
                    }
                    String line = heading == null ? "" : Letter.oneLine(heading);
                    yield Block.text(line.isEmpty() ? null : line, markdown);
                }
                case EVENT -> {
                    if (event == null) {
                        throw Problems.of(
                                HttpStatus.BAD_REQUEST, "edition-block-incomplete", number);
                    }
                    yield Block.event(event.toString());
                }
            };
        }
    }

    /** An edition in a list. */
    record EditionSummary(
            String id,
            String subject,
            Edition.Status status,
            boolean demo,
            Instant createdAt,
            @Nullable Instant releasedAt,
            @Nullable Integer recipients,
            @Nullable Integer sent,
            @Nullable Integer failed) {

        static EditionSummary of(Stored<Edition> stored) {
            Edition edition = stored.state();
            Edition.Release release = edition.release();
            Edition.Outcome outcome = edition.outcome();
            return new EditionSummary(
                    stored.id(),
                    edition.subject(),
                    edition.status(),
                    edition.demo(),
                    edition.createdAt(),
                    release == null ? null : release.at(),
                    release == null ? null : release.recipients(),
                    outcome == null ? null : outcome.sent(),
                    outcome == null ? null : outcome.failed());
        }
    }

    /** An edition with its parts; an event's details are there after the release. */
    record EditionView(
            String id,
            String subject,
            List<Block> blocks,
            Edition.Status status,
            boolean demo,
            Instant createdAt,
            @Nullable Instant releasedAt,
            @Nullable Integer recipients,
            @Nullable Integer sent,
            @Nullable Integer failed) {

        static EditionView of(Stored<Edition> stored) {
            EditionSummary summary = EditionSummary.of(stored);
            return new EditionView(
                    summary.id(),
                    summary.subject(),
                    stored.state().blocks(),
                    summary.status(),
                    summary.demo(),
                    summary.createdAt(),
                    summary.releasedAt(),
                    summary.recipients(),
                    summary.sent(),
                    summary.failed());
        }
    }

    /** Mails by state; states without a mail are absent. */
    record Deliveries(Map<DeliveryState, Long> states) {}
}
