package de.gemeinsamkommune.portal.network;

import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.directory.Municipalities;

import jakarta.annotation.security.PermitAll;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The network and its municipalities. */
@Controller
@PermitAll
class NetworkController {
    private final Api api;
    private final NetworkFacts facts;
    private final Municipalities municipalities;

    NetworkController(Api api, NetworkFacts facts, Municipalities municipalities) {
        this.api = api;
        this.facts = facts;
        this.municipalities = municipalities;
    }

    @GetMapping("/netzwerk")
    String network(Model model) {
        model.addAttribute("sheet", facts.sheet());
        model.addAttribute("periods", api.attempt(facts::periods));
        return "network/network";
    }

    @GetMapping("/partner")
    String partners(Model model) {
        model.addAttribute("municipalities", municipalities.all());
        return "network/partners";
    }
}
