package de.gemeinsamkommune.defaults.sample;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.Cursor;
import de.gemeinsamkommune.defaults.ETags;
import de.gemeinsamkommune.defaults.IdempotencyKey;
import de.gemeinsamkommune.defaults.Page;
import de.gemeinsamkommune.defaults.PageQuery;
import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.defaults.Roles;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
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
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

@RestController
@RequestMapping("/api/sample")
@RolesAllowed(Roles.EDITOR)
class BookController {

    enum Genre {
        NOVEL,
        POETRY
    }

    record Chapter(@NotBlank String heading) {}

    record Book(
            @NotBlank String title,
            @NotNull Genre genre,
            @Max(5000) int pages,
            @Nullable LocalDate published,
            @Nullable OffsetDateTime lentAt,
            @Nullable List<@Valid Chapter> chapters) {}

    record Shown(
            String id,
            String title,
            @Nullable String subtitle,
            Instant added,
            OffsetDateTime shown) {}

    private final Clock clock;
    private final Map<String, String> fingerprints = new ConcurrentHashMap<>();

    BookController(Clock clock) {
        this.clock = clock;
    }

    @GetMapping("/books")
    @PermitAll
    Page<Integer> books(PageQuery query) {
        Cursor cursor = query.cursor();
        int from = cursor == null ? 0 : Integer.parseInt(cursor.key(0)) + 1;
        List<Integer> rows =
                IntStream.range(from, Math.min(120, from + query.limit())).boxed().toList();
        return Page.of(rows, query, row -> Cursor.after(String.valueOf(row)), row -> row);
    }

    @GetMapping("/books/{id}")
    @PermitAll
    Shown book(@PathVariable UUID id) {
        return new Shown(
                id.toString(),
                "Der Titel",
                null,
                Instant.parse("2026-03-01T10:00:00Z"),
                OffsetDateTime.parse("2026-03-01T10:00:00+01:00"));
    }

    @PostMapping("/books")
    ResponseEntity<Map<String, String>> add(
            @Valid @RequestBody Book book, HttpServletRequest request, Caller caller) {
        IdempotencyKey.Creation creation = IdempotencyKey.of(request, caller, book);
        String before = fingerprints.putIfAbsent(creation.id(), creation.fingerprint());
        if (before != null) {
            creation.requireRepeat(before);
        }
        return ResponseEntity.status(HttpStatus.CREATED).body(Map.of("id", creation.id()));
    }

    @PutMapping("/books/{id}")
    ResponseEntity<Void> change(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody Book book) {
        long version = ETags.require(ifMatch);
        return ResponseEntity.noContent().eTag(ETags.of(version + 1)).build();
    }

    @DeleteMapping("/books/{id}")
    @RolesAllowed({Roles.ADMINISTRATOR, Roles.SERVICE})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id) {}

    @PostMapping("/books/{id}/loan")
    @RolesAllowed(Roles.ANY_PERSON)
    String lend(@PathVariable UUID id) {
        throw new ShelfFull("A");
    }

    @GetMapping("/search")
    @PermitAll
    String search(@RequestParam int year) {
        return String.valueOf(year);
    }

    @PostMapping(path = "/form", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @PermitAll
    String form(@RequestParam String a) {
        return a;
    }

    @GetMapping("/greeting")
    @PermitAll
    Map<String, String> greeting(@Nullable Caller caller) {
        return Map.of(
                "name", caller == null ? "nobody" : caller.id(),
                "roles", caller == null ? "" : String.join(",", caller.roles()),
                "municipalities", caller == null ? "" : String.join(",", caller.municipalities()),
                "language", caller == null ? "" : caller.locale().getLanguage());
    }

    @GetMapping("/careless")
    @PermitAll
    String careless(Caller caller) {
        return caller.id();
    }

    @GetMapping("/clock")
    @PermitAll
    Instant now() {
        return clock.instant();
    }

    @GetMapping("/log-context")
    @PermitAll
    Map<String, String> logContext() {
        return MDC.getCopyOfContextMap();
    }

    @GetMapping("/broken")
    @PermitAll
    String broken() {
        throw new IllegalStateException("the secret of Anna Muster");
    }

    @GetMapping("/hidden")
    @PermitAll
    String hidden() {
        throw Problems.notFound();
    }

    @GetMapping(path = "/stream", produces = MediaType.APPLICATION_NDJSON_VALUE)
    @PermitAll
    StreamingResponseBody stream() {
        return (OutputStream out) -> {
            for (int i = 0; i < 3; i++) {
                line(out, i);
            }
        };
    }

    private static void line(OutputStream out, int i) throws IOException {
        out.write(("{\"line\":" + i + "}\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
