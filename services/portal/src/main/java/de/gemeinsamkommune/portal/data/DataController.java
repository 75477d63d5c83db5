package de.gemeinsamkommune.portal.data;

import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.signin.Viewer;
import de.gemeinsamkommune.portal.signin.Viewers;

import jakarta.annotation.security.PermitAll;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Streams, figures and interfaces. */
@Controller
@PermitAll
class DataController {
    private static final List<String> SERVICES =
            List.of("membership", "events", "advisory", "newsletter", "analytics");

    private final Api api;
    private final Viewers viewers;
    private final MessageSource texts;

    DataController(Api api, Viewers viewers, MessageSource texts) {
        this.api = api;
        this.viewers = viewers;
        this.texts = texts;
    }

    /** A stream of messages. */
    record Stream(
            String name, @Nullable String description, @Nullable String link, List<Type> types) {
        Stream {
            types = types == null ? List.of() : List.copyOf(types);
        }
    }

    /** A type of message. */
    record Type(
            String type,
            @Nullable String title,
            @Nullable String description,
            @Nullable String schema) {}

    /** What the project has done so far. */
    record Figures(
            long attendances,
            long attendedMinutes,
            long eventsHeld,
            long eventsWithAttendance,
            long adviceRequests,
            long adviceConcluded,
            long effortMinutes,
            long municipalitiesSupported,
            long subscribers) {}

    @GetMapping("/daten")
    String data(Model model) {
        boolean figures = viewers.current().map(Viewer::seesFigures).orElse(false);
        model.addAttribute(
                "streams", api.attempt(() -> api.get("/api/streams").list(Stream.class).items()));
        model.addAttribute("showFigures", figures);
        model.addAttribute(
                "figures",
                figures
                        ? api.attempt(() -> api.get("/api/analytics/figures").as(Figures.class))
                        : Optional.empty());
        return "data/data";
    }

    @GetMapping("/schnittstellen")
    String interfaces(Model model) {
        model.addAttribute("services", SERVICES);
        return "data/interfaces";
    }

    /** The addresses in the services' problem details lead here. */
    @GetMapping("/problems/{type}")
    String problem(@PathVariable String type, Model model, Locale locale) {
        String title = texts.getMessage("problem." + type, null, "", locale);
        if (title == null || title.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        model.addAttribute("type", type);
        model.addAttribute("title", title);
        return "data/problem";
    }
}
