package de.gemeinsamkommune.portal.funding;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.portal.api.Answer;
import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.directory.Names;
import de.gemeinsamkommune.portal.frame.Choices;
import de.gemeinsamkommune.portal.frame.Dates;
import de.gemeinsamkommune.portal.frame.Form;
import de.gemeinsamkommune.portal.frame.Numbers;

import jakarta.annotation.security.RolesAllowed;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What funders support the network with, from when to when. */
@Controller
@RequestMapping("/team/foerderzeitraeume")
@RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
class FundingController {
    private static final String PERIODS = "/api/membership/funding-periods";
    private static final String PERIOD = "/api/membership/funding-periods/{code}";
    private static final Pattern CODE = Pattern.compile("[a-z0-9-]{1,40}");

    private static final List<String> FIELDS =
            List.of(
                    "name",
                    "funder",
                    "programme",
                    "specificObjective",
                    "from",
                    "to",
                    "total",
                    "grant",
                    "rate",
                    "approximate");

    /** The form's fields where the API has other names, and the field a whole refusal is about. */
    private static final Map<String, String> NAMES =
            Map.of(
                    "totalCents", "total",
                    "grantCents", "grant",
                    "funding-period-exists", "code");

    private final Api api;
    private final Names names;
    private final Numbers numbers;
    private final Dates dates;
    private final Choices choices;

    FundingController(Api api, Names names, Numbers numbers, Dates dates, Choices choices) {
        this.api = api;
        this.names = names;
        this.numbers = numbers;
        this.dates = dates;
        this.choices = choices;
    }

    /** A period as membership shows it; amounts in euro cents. */
    record Period(
            String code,
            String name,
            String funder,
            String programme,
            String specificObjective,
            LocalDate from,
            LocalDate to,
            long totalCents,
            long grantCents,
            int rate,
            boolean approximate,
            boolean demo,
            boolean running) {}

    /** A field that was corrected, and by whom, as membership tells it. */
    private record Correction(
            Instant at, String by, String field, @Nullable String before, @Nullable String after) {}

    /** A line of the history, as it is read. */
    record Line(Instant at, String by, String field, String before, String after) {}

    private record Terms(
            @Nullable String name,
            @Nullable String funder,
            @Nullable String programme,
            @Nullable String specificObjective,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable Long totalCents,
            @Nullable Long grantCents,
            @Nullable Integer rate,
            boolean approximate) {}

    @GetMapping
    String list(Model model) {
        model.addAttribute("periods", api.get(PERIODS).list(Period.class).items().reversed());
        return "funding/list";
    }

    @GetMapping("/neu")
    String blank(Model model) {
        return editing(Form.empty(), null, model);
    }

    @PostMapping("/neu")
    String open(
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent).require("code");
        String code = form.value("code").strip();
        if (form.fault("code") == null && !CODE.matcher(code).matches()) {
            form.refuse("code", "funding.code");
        }
        Terms terms = read(form);
        if (form.refused()) {
            return editing(form, null, model);
        }
        try {
            api.put(PERIOD, code).body(terms).send();
        } catch (RequestRefused refused) {
            return editing(form.refuse(refused, NAMES), null, model);
        }
        after.addFlashAttribute("flash", "flash.funding-opened");
        return "redirect:/team/foerderzeitraeume";
    }

    @GetMapping("/{code}")
    String edit(@PathVariable String code, Model model) {
        Answer<Period> read = api.get(PERIOD, code).answer(Period.class);
        return editing(fill(read.body()).version(read.etag()), read.body(), model);
    }

    @PostMapping("/{code}")
    String correct(
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        Terms terms = read(form);
        if (form.refused()) {
            return editing(form, api.get(PERIOD, code).as(Period.class), model);
        }
        try {
            api.put(PERIOD, code).ifMatch(form.etag()).body(terms).send();
        } catch (RequestRefused refused) {
            Answer<Period> now = api.get(PERIOD, code).answer(Period.class);
            if (refused.status() == HttpStatus.PRECONDITION_FAILED.value()) {
                // what was typed stays; sending it again then means it, against the version seen
                model.addAttribute("differences", differences(form, fill(now.body())));
                form.version(now.etag());
            }
            return editing(form.refuse(refused, NAMES), now.body(), model);
        }
        after.addFlashAttribute("flash", "flash.funding-corrected");
        return "redirect:/team/foerderzeitraeume";
    }

    private static Terms read(Form form) {
        form.require(
                "name",
                "funder",
                "programme",
                "specificObjective",
                "from",
                "to",
                "total",
                "grant",
                "rate");
        return new Terms(
                form.text("name"),
                form.text("funder"),
                form.text("programme"),
                form.text("specificObjective"),
                day(form, "from"),
                day(form, "to"),
                form.cents("total"),
                form.cents("grant"),
                form.number("rate"),
                form.has("approximate", "true"));
    }

    private static @Nullable LocalDate day(Form form, String field) {
        Optional<LocalDate> day = Dates.day(form.value(field));
        if (day.isEmpty()) {
            form.refuse(field, "form.date");
        }
        return day.orElse(null);
    }

    private Form fill(Period period) {
        return Form.empty()
                .set("name", period.name())
                .set("funder", period.funder())
                .set("programme", period.programme())
                .set("specificObjective", period.specificObjective())
                .set("from", period.from())
                .set("to", period.to())
                .set("total", numbers.amount(period.totalCents()))
                .set("grant", numbers.amount(period.grantCents()))
                .set("rate", period.rate())
                .set("approximate", period.approximate() ? "true" : null);
    }

    private static Map<String, String[]> differences(Form mine, Form theirs) {
        Map<String, String[]> differing = new LinkedHashMap<>();
        for (String name : FIELDS) {
            if (!mine.value(name).strip().equals(theirs.value(name).strip())) {
                differing.put(name, new String[] {mine.value(name), theirs.value(name)});
            }
        }
        return differing;
    }

    private String editing(Form form, @Nullable Period period, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("period", period);
        model.addAttribute("history", period == null ? List.of() : history(period.code()));
        return "funding/edit";
    }

    private List<Line> history(String code) {
        List<Correction> corrections =
                api.get(PERIOD + "/history", code).list(Correction.class).items();
        Map<String, String> known = names.of(corrections.stream().map(Correction::by).toList());
        return corrections.stream()
                .map(
                        correction ->
                                new Line(
                                        correction.at(),
                                        known.getOrDefault(correction.by(), ""),
                                        field(correction.field()),
                                        shown(correction.field(), correction.before()),
                                        shown(correction.field(), correction.after())))
                .toList();
    }

    private String field(String name) {
        String field = NAMES.getOrDefault(name, name);
        return choices.of("field", field).getOrDefault(field, field);
    }

    private String shown(String field, @Nullable String value) {
        if (value == null) {
            return "–";
        }
        return switch (field) {
            case "totalCents", "grantCents" -> numbers.amount(Long.parseLong(value)) + " €";
            case "from", "to" -> dates.day(LocalDate.parse(value));
            case "rate" -> value + " %";
            case "approximate" -> choices.of("answer", "true", "false").getOrDefault(value, value);
            default -> value;
        };
    }
}
