package de.gemeinsamkommune.portal.home;

import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.directory.Municipalities;
import de.gemeinsamkommune.portal.events.Calendar;
import de.gemeinsamkommune.portal.network.NetworkFacts;

import jakarta.annotation.security.PermitAll;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The start page. A service at rest leaves its part out, not the page. */
@Controller
@PermitAll
class HomeController {
    private static final int NEXT_EVENTS = 3;

    private final Api api;
    private final NetworkFacts facts;
    private final Calendar calendar;
    private final Municipalities municipalities;

    HomeController(Api api, NetworkFacts facts, Calendar calendar, Municipalities municipalities) {
        this.api = api;
        this.facts = facts;
        this.calendar = calendar;
        this.municipalities = municipalities;
    }

    @GetMapping("/")
    String home(Model model) {
        model.addAttribute("sheet", api.attempt(facts::sheet));
        model.addAttribute("events", api.attempt(() -> calendar.next(NEXT_EVENTS)));
        model.addAttribute("formats", calendar.formats());
        model.addAttribute("partners", api.attempt(municipalities::partners));
        return "home/home";
    }
}
