package de.gemeinsamkommune.portal.team;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.Listing;
import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.directory.Municipalities;
import de.gemeinsamkommune.portal.frame.Form;

import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Lists of people: sent, looked at row by row, and only then invited. */
@Controller
@RequestMapping("/team/personen")
@RolesAllowed({Roles.LEAD, Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
class PeopleImportController {
    private static final String IMPORTS = "/api/membership/people-imports";
    private static final String IMPORT = IMPORTS + "/{id}";

    /** Seconds after which a page that follows an import asks again. */
    private static final String AGAIN = "3";

    private final Api api;
    private final Municipalities municipalities;

    PeopleImportController(Api api, Municipalities municipalities) {
        this.api = api;
        this.municipalities = municipalities;
    }

    /** How far an import is, as membership tells it. */
    record Import(
            String id,
            String stage,
            boolean mine,
            @Nullable Instant receivedAt,
            @Nullable Instant keptUntil,
            @Nullable Instant endedAt,
            int total,
            int done,
            Sums checked,
            Sums carriedOut,
            List<String> ignoredColumns) {

        Import {
            ignoredColumns = ignoredColumns == null ? List.of() : List.copyOf(ignoredColumns);
        }

        /** Whether people are being invited at this moment. */
        public boolean underWay() {
            return stage.equals("RUNNING") || stage.equals("STOPPING");
        }
    }

    /** How many rows have which outcome. */
    record Sums(
            int ready,
            int known,
            int invitedBefore,
            int twice,
            int likelyKnown,
            int refused,
            int invited) {}

    /** A row of a list, and what becomes of it. */
    record Row(
            int row,
            String givenName,
            String familyName,
            String email,
            @Nullable String municipality,
            @Nullable String role,
            String outcome,
            String detail,
            List<Remark> problems,
            List<Remark> notes) {

        Row {
            problems = problems == null ? List.of() : List.copyOf(problems);
            notes = notes == null ? List.of() : List.copyOf(notes);
        }
    }

    /** Something about a row; the field is absent when it is about the whole of it. */
    record Remark(@Nullable String field, String detail) {}

    @GetMapping("/import")
    String blank(Model model) {
        return sending(Form.empty(), model);
    }

    @PostMapping("/import")
    String send(
            @RequestParam MultiValueMap<String, String> sent,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Model model)
            throws IOException {
        Form form = Form.of(sent).set("file", "");
        if (file == null || file.isEmpty()) {
            return sending(form.refuse("file", "import.choose"), model);
        }
        byte[] content = file.getBytes();
        try {
            Import checked =
                    api.post(IMPORTS)
                            // another file from the same page is another list
                            .key(form.key() + "-" + sha256(content))
                            .file(new ByteArrayResource(content))
                            .as(Import.class);
            return "redirect:/team/personen/import/" + checked.id();
        } catch (RequestRefused refused) {
            return sending(
                    refused.type().equals("request-too-large")
                            ? form.refuse("file", "import.too-large")
                            : form.refuse(refused, Map.of(refused.type(), "file")),
                    model);
        }
    }

    /**
     * Shows the rows as they were checked, how far an import is, or what it came to.
     *
     * @param follow whether the page is to load itself again while people are invited; nothing does
     *     that unasked, since it interrupts who reads the page with a screen reader
     */
    @GetMapping("/import/{id}")
    String show(
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean problems,
            @RequestParam(defaultValue = "false") boolean follow,
            @RequestParam(required = false) @Nullable String cursor,
            Model model,
            HttpServletResponse response) {
        Import state = api.get(IMPORT, id).as(Import.class);
        if (follow && state.underWay()) {
            response.setHeader("Refresh", AGAIN);
        }
        model.addAttribute("follow", follow);
        return page(Form.empty(), state, problems, cursor, model);
    }

    @PostMapping("/import/{id}/start")
    String start(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        try {
            api.post(IMPORT + "/start", id)
                    .query("skipFlawed", form.has("skipFlawed", "true"))
                    .send();
        } catch (RequestRefused refused) {
            // an unticked box is not sent
            form.set("skipFlawed", form.value("skipFlawed"));
            form.refuse(refused, Map.of("people-import-flawed", "skipFlawed"));
            model.addAttribute("follow", false);
            return page(form, api.get(IMPORT, id).as(Import.class), true, null, model);
        }
        after.addFlashAttribute("flash", "flash.import-started");
        return "redirect:/team/personen/import/" + id;
    }

    @PostMapping("/import/{id}/abbruch")
    String cancel(@PathVariable String id, RedirectAttributes after) {
        api.post(IMPORT + "/cancellation", id).send();
        after.addFlashAttribute("flash", "flash.import-cancelled");
        return "redirect:/team/personen/import/" + id;
    }

    @GetMapping("/import/vorlage")
    void template(@RequestParam(defaultValue = "csv") String format, HttpServletResponse response) {
        passOn(IMPORTS + "/template", format, response);
    }

    @GetMapping("/export")
    void export(@RequestParam(defaultValue = "csv") String format, HttpServletResponse response) {
        passOn("/api/membership/people/export", format, response);
    }

    private void passOn(String path, String format, HttpServletResponse response) {
        api.get(path)
                .query("format", format)
                .download(
                        MediaType.ALL,
                        (headers, content) -> {
                            response.setContentType(headers.getFirst(HttpHeaders.CONTENT_TYPE));
                            response.setHeader(
                                    HttpHeaders.CONTENT_DISPOSITION,
                                    headers.getFirst(HttpHeaders.CONTENT_DISPOSITION));
                            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                            content.transferTo(response.getOutputStream());
                        });
    }

    private String sending(Form form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute(
                "imports",
                api.attempt(() -> api.get(IMPORTS).query("size", 10).list(Import.class).items())
                        .orElse(List.of()));
        return "team/import";
    }

    private String page(
            Form form, Import state, boolean problems, @Nullable String cursor, Model model) {
        Listing<Row> rows =
                api.get(IMPORT + "/rows", state.id())
                        .query("problems", problems)
                        .query("size", 100)
                        .query("cursor", cursor)
                        .list(Row.class);
        model.addAttribute("form", form);
        model.addAttribute("state", state);
        model.addAttribute("rows", rows.items());
        model.addAttribute("next", rows.next());
        model.addAttribute("problems", problems);
        model.addAttribute("municipalities", municipalities.names());
        return "team/import-rows";
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
