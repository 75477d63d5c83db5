package de.gemeinsamkommune.portal.newsletter;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.portal.api.Answer;
import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.Listing;
import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.events.Calendar;
import de.gemeinsamkommune.portal.events.Event;
import de.gemeinsamkommune.portal.frame.Dates;
import de.gemeinsamkommune.portal.frame.Form;

import jakarta.annotation.security.RolesAllowed;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The team's work on editions of the newsletter: draft, preview, test, release. */
@Controller
@RequestMapping("/team/newsletter")
@RolesAllowed({Roles.EDITOR, Roles.PROJECT_LEAD})
class EditionController {
    private static final String EDITIONS = "/api/newsletter/editions";
    private static final String EDITION = "/api/newsletter/editions/{id}";
    private static final int MOST_BLOCKS = 50;

    private final Api api;
    private final Calendar calendar;
    private final Dates dates;

    EditionController(Api api, Calendar calendar, Dates dates) {
        this.api = api;
        this.calendar = calendar;
        this.dates = dates;
    }

    /**
     * A part of an edition.
     *
     * @param kind {@code TEXT} or {@code EVENT}
     */
    record Block(
            String kind,
            @Nullable String heading,
            @Nullable String markdown,
            @Nullable String event) {

        public boolean text() {
            return kind.equals("TEXT");
        }
    }

    private record Draft(@Nullable String subject, List<Block> blocks) {}

    /**
     * An edition.
     *
     * @param status {@code DRAFT}, {@code RELEASED} or {@code SENT}
     */
    record Edition(
            String id,
            String subject,
            List<Block> blocks,
            String status,
            boolean demo,
            Instant createdAt,
            @Nullable Instant releasedAt,
            @Nullable Long recipients,
            @Nullable Long sent,
            @Nullable Long failed) {

        Edition {
            blocks = blocks == null ? List.of() : List.copyOf(blocks);
        }

        public boolean draft() {
            return status.equals("DRAFT");
        }
    }

    private record Deliveries(Map<String, Long> states) {}

    private record Subscribers(long confirmed, long pending) {}

    @GetMapping
    String list(@RequestParam(required = false) @Nullable String cursor, Model model) {
        Listing<Edition> editions = api.get(EDITIONS).query("cursor", cursor).list(Edition.class);
        model.addAttribute("editions", editions.items());
        model.addAttribute("next", editions.next());
        model.addAttribute("subscribers", subscribers());
        return "newsletter/editions";
    }

    @GetMapping("/neu")
    String blank(Model model) {
        return editing(Form.empty(), List.of(new Block("TEXT", null, null, null)), null, model);
    }

    @PostMapping("/neu")
    String create(
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        List<Block> blocks = blocks(form);
        if (rearranged(form, blocks)) {
            return editing(form, blocks, null, model);
        }
        check(form, blocks);
        if (form.refused()) {
            return editing(form, blocks, null, model);
        }
        try {
            Edition created =
                    api.post(EDITIONS)
                            .key(form.key())
                            .body(new Draft(form.text("subject"), blocks))
                            .as(Edition.class);
            after.addFlashAttribute("flash", "flash.edition-created");
            after.addAttribute("id", created.id());
            return "redirect:/team/newsletter/{id}";
        } catch (RequestRefused refused) {
            return editing(form.refuse(refused), blocks, null, model);
        }
    }

    @GetMapping("/{id}")
    String show(@PathVariable String id, Model model) {
        return page(id, Form.empty(), model);
    }

    @GetMapping("/{id}/bearbeiten")
    String edit(@PathVariable String id, Model model) {
        Answer<Edition> read = api.get(EDITION, id).answer(Edition.class);
        return editing(
                Form.empty().set("subject", read.body().subject()).version(read.etag()),
                read.body().blocks(),
                read.body(),
                model);
    }

    @PostMapping("/{id}/bearbeiten")
    String revise(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        List<Block> blocks = blocks(form);
        if (rearranged(form, blocks)) {
            return editing(form, blocks, api.get(EDITION, id).as(Edition.class), model);
        }
        check(form, blocks);
        if (form.refused()) {
            return editing(form, blocks, api.get(EDITION, id).as(Edition.class), model);
        }
        try {
            api.put(EDITION, id)
                    .ifMatch(form.etag())
                    .body(new Draft(form.text("subject"), blocks))
                    .send();
            after.addFlashAttribute("flash", "flash.edition-changed");
            return "redirect:/team/newsletter/{id}";
        } catch (RequestRefused refused) {
            Answer<Edition> now = api.get(EDITION, id).answer(Edition.class);
            if (refused.status() == HttpStatus.PRECONDITION_FAILED.value()) {
                model.addAttribute("theirs", now.body());
                form.version(now.etag());
            }
            return editing(form.refuse(refused), blocks, now.body(), model);
        }
    }

    /** The mail as a page of its own, shown without the frame and without any right to act. */
    @GetMapping("/{id}/vorschau")
    ResponseEntity<String> preview(@PathVariable String id) {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header(
                        "Content-Security-Policy",
                        "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline';"
                                + " frame-ancestors 'self'")
                .body(api.get(EDITION + "/preview", id).html());
    }

    @PostMapping("/{id}/test")
    String test(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        try {
            api.post(EDITION + "/tests", id).key(form.key()).body(Map.of()).send();
            after.addFlashAttribute("flash", "flash.edition-test");
            return "redirect:/team/newsletter/{id}";
        } catch (RequestRefused refused) {
            return page(id, form.refuse(refused), model);
        }
    }

    @GetMapping("/{id}/freigabe")
    String confirmRelease(@PathVariable String id, Model model) {
        Answer<Edition> read = api.get(EDITION, id).answer(Edition.class);
        model.addAttribute("edition", read.body());
        model.addAttribute("form", Form.empty().version(read.etag()));
        model.addAttribute("subscribers", subscribers());
        return "newsletter/release";
    }

    @PostMapping("/{id}/freigabe")
    String release(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        try {
            api.post(EDITION + "/release", id)
                    .key(form.key())
                    .ifMatch(form.etag())
                    .body(Map.of())
                    .send();
            after.addFlashAttribute("flash", "flash.edition-released");
            return "redirect:/team/newsletter/{id}";
        } catch (RequestRefused refused) {
            return page(id, form.refuse(refused), model);
        }
    }

    private String page(String id, Form form, Model model) {
        Edition edition = api.get(EDITION, id).as(Edition.class);
        model.addAttribute("edition", edition);
        model.addAttribute("form", form);
        model.addAttribute("events", events(edition.blocks()));
        model.addAttribute(
                "deliveries",
                edition.draft()
                        ? Optional.empty()
                        : api.attempt(
                                () ->
                                        api.get(EDITION + "/deliveries", id)
                                                .as(Deliveries.class)
                                                .states()));
        return "newsletter/edition";
    }

    private String editing(Form form, List<Block> blocks, @Nullable Edition edition, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("blocks", blocks);
        model.addAttribute("edition", edition);
        model.addAttribute("events", events(blocks));
        return "newsletter/edit";
    }

    /** The upcoming events to choose from, and those the blocks already name. */
    private Map<String, String> events(List<Block> blocks) {
        Map<String, String> named = new LinkedHashMap<>();
        api.attempt(() -> calendar.next(100))
                .orElse(List.of())
                .forEach(event -> named.put(event.id(), name(event)));
        blocks.stream()
                .map(Block::event)
                .filter(Objects::nonNull)
                .filter(id -> !id.isBlank() && !named.containsKey(id))
                .forEach(
                        id ->
                                api.attempt(() -> calendar.event(id))
                                        .ifPresent(event -> named.put(id, name(event))));
        return named;
    }

    private String name(Event event) {
        return event.title() + " (" + dates.day(event.startsAt()) + ")";
    }

    private Optional<Subscribers> subscribers() {
        return api.attempt(
                () -> api.get("/api/newsletter/subscribers/count").as(Subscribers.class));
    }

    private static List<Block> blocks(Form form) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 1; i <= MOST_BLOCKS; i++) {
            String kind = form.text("kind-" + i);
            if ("TEXT".equals(kind)) {
                blocks.add(
                        new Block(
                                "TEXT",
                                form.text("heading-" + i),
                                form.text("markdown-" + i),
                                null));
            } else if ("EVENT".equals(kind)) {
                blocks.add(new Block("EVENT", null, null, form.text("event-" + i)));
            }
        }
        return blocks;
    }

    /** Carries out the buttons that only rearrange the form; nothing is saved by them. */
    private static boolean rearranged(Form form, List<Block> blocks) {
        String add = form.text("add");
        if (add != null && blocks.size() < MOST_BLOCKS) {
            blocks.add(new Block(add.equals("EVENT") ? "EVENT" : "TEXT", null, null, null));
            return true;
        }
        Integer remove = form.number("remove");
        if (remove != null && remove >= 1 && remove <= blocks.size()) {
            blocks.remove(remove - 1);
            return true;
        }
        Integer up = form.number("up");
        if (up != null && up > 1 && up <= blocks.size()) {
            blocks.add(up - 2, blocks.remove(up - 1));
            return true;
        }
        return false;
    }

    private static void check(Form form, List<Block> blocks) {
        form.require("subject");
        for (int i = 1; i <= blocks.size(); i++) {
            Block block = blocks.get(i - 1);
            if (block.text() && block.markdown() == null) {
                form.refuse("markdown-" + i, "form.required");
            }
            if (!block.text() && block.event() == null) {
                form.refuse("event-" + i, "form.required");
            }
        }
    }
}
