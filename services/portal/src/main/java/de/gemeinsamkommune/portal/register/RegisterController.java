package de.gemeinsamkommune.portal.register;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.frame.Dates;
import de.gemeinsamkommune.portal.frame.Form;

import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
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

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The register of administrative units: which one there is, and importing a newer one. */
@Controller
@RequestMapping("/team/register")
@RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
class RegisterController {

    private static final String IMPORTS = "/api/membership/register-imports";
    private static final String REGISTER = "/api/membership/register";

    /** Seconds until the page of a running import is shown anew. */
    private static final String PACE = "2";

    /** The fields that whole refusals are about. */
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("register-day-differs", "asOf"),
                    Map.entry("register-day-unreadable", "file"),
                    Map.entry("register-older", "file"),
                    Map.entry("register-format-unknown", "file"),
                    Map.entry("register-columns-missing", "file"),
                    Map.entry("register-file-empty", "file"),
                    Map.entry("register-file-archive", "file"),
                    Map.entry("register-file-utf-16", "file"),
                    Map.entry("register-file-not-text", "file"),
                    Map.entry("request-too-large", "file"));

    private final Api api;

    RegisterController(Api api) {
        this.api = api;
    }

    /** Something to mend in a file, in the person's language. */
    record Flaw(long line, @Nullable String column, String detail) {}

    /** How a file differs from the register there was. */
    record Counts(int added, int changed, int ended, int unchanged) {}

    /** An import as membership shows it. */
    record Import(
            UUID id,
            LocalDate on,
            boolean dryRun,
            String stage,
            Instant receivedAt,
            int total,
            int written,
            int leftOut,
            @Nullable Counts counts,
            @Nullable Long municipalities,
            @Nullable Long population,
            long problemCount,
            List<Flaw> problems) {

        /** Whether it is still under way. */
        public boolean running() {
            return stage.equals("READING") || stage.equals("WRITING");
        }
    }

    /** The register that counts; without a day it is the one the product brings. */
    record Current(
            @Nullable LocalDate asOf, @Nullable Long municipalities, @Nullable Long population) {}

    @GetMapping
    String show(Model model) {
        return page(Form.empty().set("dryRun", "true"), model);
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    String upload(
            @RequestParam MultiValueMap<String, String> sent,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Model model) {
        Form form = Form.of(sent).set("file", "");
        Optional<LocalDate> on = Dates.day(form.value("asOf"));
        if (form.text("asOf") != null && on.isEmpty()) {
            form.refuse("asOf", "form.date");
        }
        if (file == null || file.isEmpty()) {
            form.refuse("file", "register.file-missing");
        }
        if (form.refused() || file == null) {
            return page(form, model);
        }
        try {
            Import begun =
                    api.post(IMPORTS)
                            .query("on", on.orElse(null))
                            .query("dryRun", form.has("dryRun", "true"))
                            .key(form.key())
                            .file(file.getResource())
                            .as(Import.class);
            return "redirect:/team/register/" + begun.id();
        } catch (RequestRefused refused) {
            return page(
                    refused.type().equals("register-day-missing")
                            ? form.refuse("asOf", "register.day-missing")
                            : form.refuse(refused, NAMES),
                    model);
        }
    }

    /**
     * Shows an import. While it runs the page is shown anew by itself; with {@code halt} it is not
     * (WCAG 2.2.2).
     */
    @GetMapping("/{id}")
    String follow(
            @PathVariable UUID id,
            @RequestParam(name = "anhalten", required = false) @Nullable String halt,
            HttpServletResponse response,
            Model model) {
        Import shown = api.get(IMPORTS + "/{id}", id).as(Import.class);
        if (shown.running() && halt == null) {
            response.setHeader("Refresh", PACE);
        }
        model.addAttribute("run", shown);
        model.addAttribute("halted", halt != null);
        return "register/import";
    }

    private String page(Form form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("imports", api.get(IMPORTS).list(Import.class).items());
        model.addAttribute("current", api.get(REGISTER).as(Current.class));
        return "register/register";
    }
}
