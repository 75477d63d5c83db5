package de.gemeinsamkommune.advisory.request;

import com.fasterxml.jackson.annotation.JsonInclude;

import de.gemeinsamkommune.advisory.reading.Reading;
import de.gemeinsamkommune.advisory.reading.Reading.Extent;
import de.gemeinsamkommune.advisory.reading.Readings;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Activity;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.ContactBy;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Outcome;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Side;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Status;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.Ask;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.Assign;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.Conclude;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.GiveReply;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.RecordEffort;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.Withdraw;
import de.gemeinsamkommune.advisory.request.RequestRegister.Place;
import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.Cursor;
import de.gemeinsamkommune.defaults.ETags;
import de.gemeinsamkommune.defaults.IdempotencyKey;
import de.gemeinsamkommune.defaults.IdempotencyKey.Creation;
import de.gemeinsamkommune.defaults.Page;
import de.gemeinsamkommune.defaults.PageQuery;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.messaging.Stored;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Requests for advice over HTTP. Every answer with one request carries its version as ETag.
 * Whatever is shown to somebody other than its asker is noted before the answer, or not shown.
 */
@RestController
@RequestMapping("/api/advisory/requests")
class RequestController {

    private static final String KEY = IdempotencyKey.HEADER;

    private final RequestRegister register;
    private final Readings readings;

    RequestController(RequestRegister register, Readings readings) {
        this.register = register;
        this.readings = readings;
    }

    @PostMapping
    @RolesAllowed(Roles.ANY_PERSON)
    @Operation(operationId = "askForAdvice", summary = "Ask for advice")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<View> ask(
            @Valid @RequestBody Question question,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            Caller caller) {
        Creation creation = IdempotencyKey.of(key, caller, question);
        Actor actor = actor(caller);
        Stored<AdvisoryRequest> received =
                register.ask(
                        new Ask(
                                creation.id(),
                                question.topic,
                                question.subject,
                                question.question,
                                question.contactBy,
                                municipality(question.municipality, caller),
                                creation.fingerprint()),
                        actor);
        return ResponseEntity.created(URI.create("/api/advisory/requests/" + received.id()))
                .eTag(ETags.of(received.version()))
                .body(View.of(received.state(), actor));
    }

    @GetMapping
    @RolesAllowed(Roles.ANY_PERSON)
    @Operation(
            operationId = "listRequests",
            summary = "One's own requests, or all of them for the team; the newest first")
    Page<Entry> list(
            @RequestParam(required = false) @Nullable Status status,
            PageQuery page,
            Caller caller) {
        Actor actor = actor(caller);
        List<Stored<AdvisoryRequest>> found =
                register.list(actor, status, place(page.cursor()), page.limit());
        note(found.subList(0, Math.min(found.size(), page.size())), actor, Extent.OVERVIEW);
        return Page.of(
                found,
                page,
                last ->
                        Cursor.after(
                                Long.toString(last.state().receivedAt().toEpochMilli()), last.id()),
                each -> Entry.of(each.state()));
    }

    @GetMapping("/{id}")
    @RolesAllowed(Roles.ANY_PERSON)
    @Operation(operationId = "readRequest", summary = "One request with its conversation")
    ResponseEntity<View> read(@PathVariable String id, Caller caller) {
        Actor actor = actor(caller);
        return answer(HttpStatus.OK, register.known(id, actor), actor);
    }

    @PostMapping("/{id}/replies")
    @RolesAllowed(Roles.ANY_PERSON)
    @Operation(operationId = "reply", summary = "Write to the other side")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<View> reply(
            @PathVariable String id,
            @Valid @RequestBody Words words,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            Caller caller) {
        Creation creation = IdempotencyKey.of(key, caller, words);
        Actor actor = actor(caller);
        return answer(
                HttpStatus.CREATED,
                register.reply(
                        id,
                        new GiveReply(creation.id(), words.text, creation.fingerprint()),
                        actor),
                actor);
    }

    @PostMapping("/{id}/withdrawal")
    @RolesAllowed(Roles.ANY_PERSON)
    @Operation(operationId = "withdraw", summary = "Take one's own question back")
    ResponseEntity<View> withdraw(@PathVariable String id, Caller caller) {
        Actor actor = actor(caller);
        return answer(HttpStatus.OK, register.withdraw(id, new Withdraw(), actor), actor);
    }

    @PostMapping("/{id}/assignment")
    @RolesAllowed(Roles.ADVISER)
    @Operation(
            operationId = "assign",
            summary = "Take a request, with takeOver also one that a colleague has")
    ResponseEntity<View> assign(
            @PathVariable String id,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = Assignment.class)))
                    HttpEntity<Assignment> body,
            Caller caller) {
        Actor actor = actor(caller);
        Assignment assignment = body.getBody();
        boolean takeOver = assignment != null && Boolean.TRUE.equals(assignment.takeOver);
        return answer(HttpStatus.OK, register.assign(id, new Assign(takeOver), actor), actor);
    }

    @PostMapping("/{id}/efforts")
    @RolesAllowed({Roles.ADVISER, Roles.PROJECT_LEAD})
    @Operation(operationId = "recordEffort", summary = "Record work done")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<View> recordEffort(
            @PathVariable String id,
            @Valid @RequestBody Work work,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            Caller caller) {
        Creation creation = IdempotencyKey.of(key, caller, work);
        Actor actor = actor(caller);
        return answer(
                HttpStatus.CREATED,
                register.recordEffort(
                        id,
                        new RecordEffort(
                                creation.id(),
                                work.activity,
                                work.minutes,
                                work.on,
                                creation.fingerprint()),
                        actor),
                actor);
    }

    @PostMapping("/{id}/conclusion")
    @RolesAllowed({Roles.ADVISER, Roles.PROJECT_LEAD})
    @Operation(operationId = "conclude", summary = "End the advice with an outcome")
    ResponseEntity<View> conclude(
            @PathVariable String id,
            @Valid @RequestBody Conclusion conclusion,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        Actor actor = actor(caller);
        register.known(id, actor);
        return answer(
                HttpStatus.OK,
                register.conclude(
                        id,
                        ETags.require(ifMatch),
                        new Conclude(conclusion.outcome, conclusion.text),
                        actor),
                actor);
    }

    private ResponseEntity<View> answer(
            HttpStatus status, Stored<AdvisoryRequest> request, Actor actor) {
        note(List.of(request), actor, Extent.WHOLE);
        return ResponseEntity.status(status)
                .eTag(ETags.of(request.version()))
                .body(View.of(request.state(), actor));
    }

    private void note(List<Stored<AdvisoryRequest>> shown, Actor reader, Extent extent) {
        readings.note(
                shown.stream()
                        .filter(request -> !reader.id().equals(request.state().asker()))
                        .map(Stored::id)
                        .toList(),
                reader.id(),
                reader.adviser() ? Reading.Role.ADVISER : Reading.Role.PROJECT_LEAD,
                extent);
    }

    private static Actor actor(Caller caller) {
        return new Actor(
                caller.id(), caller.hasRole(Roles.ADVISER), caller.hasRole(Roles.PROJECT_LEAD));
    }

    /** The municipality named, else the only one of the caller; it must be one of the caller's. */
    private static @Nullable String municipality(@Nullable String named, Caller caller) {
        if (named != null) {
            if (!caller.actsFor(named)) {
                throw new MunicipalityNotTheCallers();
            }
            return named;
        }
        if (caller.municipalities().size() > 1) {
            throw new MunicipalityMissing();
        }
        return caller.municipalities().stream().findFirst().orElse(null);
    }

    private static @Nullable Place place(@Nullable Cursor cursor) {
        if (cursor == null) {
            return null;
        }
        if (cursor.keys().size() != 2) {
            throw Cursor.malformed();
        }
        try {
            return new Place(Instant.ofEpochMilli(Long.parseLong(cursor.key(0))), cursor.key(1));
        } catch (NumberFormatException notOurs) {
            throw Cursor.malformed();
        }
    }

    /** A question to the network. */
    record Question(
            @NotBlank @Size(max = 100) String topic,
            @NotBlank @Size(max = AdvisoryRequest.MAX_SUBJECT) @Pattern(regexp = "\\P{Cntrl}*")
                    String subject,
            @NotBlank @Size(max = AdvisoryRequest.MAX_TEXT) String question,
            @NotNull ContactBy contactBy,
            @Nullable @Pattern(regexp = "[0-9]{5}|[0-9]{8}|[0-9]{9}|v-[a-z0-9]{8}")
                    String municipality) {}

    /** A reply. */
    record Words(@NotBlank @Size(max = AdvisoryRequest.MAX_TEXT) String text) {}

    /** How to take a request; absent means false. */
    record Assignment(@Nullable Boolean takeOver) {}

    /** Work done; the day is one of Europe/Berlin. */
    record Work(
            @NotNull Activity activity,
            @NotNull @Min(1) @Max(AdvisoryRequest.MAX_MINUTES) Integer minutes,
            @NotNull LocalDate on) {}

    /** The end of the advice. */
    record Conclusion(
            @NotNull Outcome outcome,
            @NotBlank @Size(max = AdvisoryRequest.MAX_TEXT) String text) {}

    /** A request in the list. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            String id,
            String topic,
            @Nullable String subject,
            @Nullable String municipality,
            ContactBy contactBy,
            Status status,
            Instant receivedAt,
            @Nullable String asker,
            @Nullable String adviser,
            @Nullable Outcome outcome) {

        static Entry of(AdvisoryRequest request) {
            return new Entry(
                    request.id(),
                    request.topic(),
                    request.subject(),
                    request.municipality(),
                    request.contactBy(),
                    request.status(),
                    request.receivedAt(),
                    request.asker(),
                    request.adviser(),
                    request.outcome());
        }
    }

    /** A request as its asker or the team sees it; the effort is for the team only. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            String id,
            String topic,
            @Nullable String subject,
            @Nullable String question,
            @Nullable String municipality,
            ContactBy contactBy,
            Status status,
            Instant receivedAt,
            @Nullable String asker,
            @Nullable String adviser,
            @Nullable Instant acceptedAt,
            List<Contribution> replies,
            @Nullable List<WorkDone> efforts,
            @Nullable Long effortMinutes,
            @Nullable Outcome outcome,
            @Nullable String conclusion,
            @Nullable Instant closedAt) {

        static View of(AdvisoryRequest request, Actor reader) {
            return new View(
                    request.id(),
                    request.topic(),
                    request.subject(),
                    request.question(),
                    request.municipality(),
                    request.contactBy(),
                    request.status(),
                    request.receivedAt(),
                    request.asker(),
                    request.adviser(),
                    request.acceptedAt(),
                    request.replies().stream()
                            .map(
                                    reply ->
                                            new Contribution(
                                                    reply.id(),
                                                    reply.by(),
                                                    reply.author(),
                                                    reply.text(),
                                                    reply.at()))
                            .toList(),
                    reader.team()
                            ? request.efforts().stream()
                                    .map(
                                            effort ->
                                                    new WorkDone(
                                                            effort.id(),
                                                            effort.activity(),
                                                            effort.minutes(),
                                                            effort.on(),
                                                            effort.by()))
                                    .toList()
                            : null,
                    reader.team() ? request.effortMinutes() : null,
                    request.outcome(),
                    request.conclusion(),
                    request.closedAt());
        }
    }

    /** One contribution to the conversation; author and text are absent once erased. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Contribution(
            String id, Side by, @Nullable String author, @Nullable String text, Instant at) {}

    /** One entry of effort; the person is absent once erased. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WorkDone(String id, Activity activity, int minutes, LocalDate on, @Nullable String by) {}
}
