package de.gemeinsamkommune.membership.register;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.IdempotencyKey;
import de.gemeinsamkommune.defaults.IdempotencyKey.Creation;
import de.gemeinsamkommune.defaults.Page;
import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.membership.register.RegisterImport.Stage;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;

import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Uploads of registers, for those who lead the project or run the system. */
@RestController
@RequestMapping("/api/membership/register-imports")
class ImportController {

    private final RegisterImports imports;
    private final ImportRight right;
    private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();

    ImportController(RegisterImports imports, ImportRight right) {
        this.imports = imports;
        this.right = right;
        texts.setBasename("membership/register-flaws");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        texts.setDefaultLocale(Locale.GERMAN);
    }

    /** What identifies a request, for its repeat. */
    private record Request(String sha256, @Nullable LocalDate on, boolean dryRun) {}

    /**
     * Something to mend in the file.
     *
     * @param line number of the line, from 1
     * @param column name of the column or the positions in the line; absent for the whole line
     * @param detail what is wrong and what should stand there
     */
    record FlawView(long line, @Nullable String column, String code, String detail) {

        static FlawView of(Flaw flaw, MessageSource texts, Locale locale) {
            return new FlawView(
                    flaw.line(),
                    flaw.column(),
                    flaw.code(),
                    texts.getMessage(flaw.code(), flaw.arguments().toArray(), locale));
        }
    }

    /**
     * How far an import is.
     *
     * @param on day of the territorial status
     * @param lines read so far
     * @param total units to write
     * @param written units written so far
     * @param leftOut units without people (gemeindefreie Gebiete)
     * @param municipalities afterwards; a kreisfreie Stadt counts once
     * @param population afterwards, everybody once
     * @param problemCount all problems; {@code problems} has the first hundred
     */
    record ImportView(
            String id,
            LocalDate on,
            boolean dryRun,
            Stage stage,
            Instant receivedAt,
            long lines,
            int total,
            int written,
            int leftOut,
            @Nullable Counts counts,
            @Nullable Long municipalities,
            @Nullable Long population,
            long problemCount,
            List<FlawView> problems) {

        static ImportView of(RegisterImport state, MessageSource texts, Locale locale) {
            return new ImportView(
                    state.id(),
                    state.on(),
                    state.dryRun(),
                    state.stage(),
                    state.receivedAt(),
                    state.lines(),
                    state.total(),
                    state.written(),
                    state.leftOut(),
                    state.counts(),
                    state.municipalities(),
                    state.population(),
                    state.flawCount(),
                    state.flaws().stream().map(flaw -> FlawView.of(flaw, texts, locale)).toList());
        }
    }

    /**
     * Takes a file, GV100AD or CSV, and begins to import it.
     *
     * @param on day of the territorial status; needed for CSV, which does not tell it
     * @param dryRun whether to tell only what would change
     */
    @PostMapping(consumes = {"text/csv", "text/plain", "application/octet-stream"})
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    @Operation(
            requestBody =
                    @RequestBody(
                            required = true,
                            description = "GV100AD or CSV, at most 50 MB",
                            content = {
                                @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
                                @Content(
                                        mediaType = "text/plain",
                                        schema = @Schema(type = "string")),
                                @Content(
                                        mediaType = "application/octet-stream",
                                        schema = @Schema(type = "string", format = "binary"))
                            }))
    ResponseEntity<ImportView> importRegister(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
                    @Nullable LocalDate on,
            @RequestParam(defaultValue = "false") boolean dryRun,
            HttpServletRequest request,
            Caller caller)
            throws IOException {
        right.require(caller);
        Upload upload = Upload.receive(request.getInputStream());
        boolean handedOver = false;
        try {
            Creation creation =
                    IdempotencyKey.of(key, caller, new Request(upload.sha256(), on, dryRun));
            Optional<RegisterImport> repeated = imports.repeated(creation);
            if (repeated.isPresent()) {
                return accepted(repeated.get(), caller.locale());
            }
            RegisterFile file = RegisterFile.recognise(upload.file(), on);
            RegisterImport begun = imports.begin(creation, file, dryRun);
            Thread.ofVirtual()
                    .name("register-import")
                    .start(
                            () -> {
                                try (upload) {
                                    imports.carryOut(begun, file);
                                }
                            });
            handedOver = true;
            return accepted(begun, caller.locale());
        } finally {
            if (!handedOver) {
                upload.close();
            }
        }
    }

    /** Lists the twenty imports received last, the latest first; always all on one page. */
    @GetMapping
    @RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    Page<ImportView> listImports(Caller caller) {
        right.require(caller);
        return new Page<>(
                imports.latest().stream()
                        .map(state -> ImportView.of(state, texts, caller.locale()))
                        .toList(),
                null);
    }

    @GetMapping("/{id}")
    @RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    ImportView showImport(@PathVariable String id, Caller caller) {
        right.require(caller);
        return imports.find(id)
                .map(state -> ImportView.of(state, texts, caller.locale()))
                .orElseThrow(Problems::notFound);
    }

    private ResponseEntity<ImportView> accepted(RegisterImport state, Locale locale) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/membership/register-imports/" + state.id()))
                .body(ImportView.of(state, texts, locale));
    }
}
