package de.gemeinsamkommune.portal.team;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.frame.Form;
import de.gemeinsamkommune.portal.team.TeamController.Person;

import jakarta.annotation.security.RolesAllowed;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Takes the second factors of somebody away who has lost them, after asking once more. */
@Controller
@RequestMapping("/team/personen/{id}/zweiter-faktor")
@RolesAllowed(Roles.ADMINISTRATOR)
class FactorController {

    private final Api api;

    FactorController(Api api) {
        this.api = api;
    }

    @GetMapping
    String confirm(@PathVariable String id, Model model) {
        return asking(id, Form.empty(), model);
    }

    @PostMapping
    String reset(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        if (!form.has("sure", "true")) {
            return asking(id, form.refuse("sure", "form.sure"), model);
        }
        try {
            api.delete("/api/identity/people/{person}/second-factors", id).send();
        } catch (RequestRefused refused) {
            return asking(id, form.refuse(refused), model);
        }
        after.addFlashAttribute("flash", "flash.factors-reset");
        after.addAttribute("id", id);
        return "redirect:/team/personen/{id}";
    }

    private String asking(String id, Form form, Model model) {
        model.addAttribute("person", api.get("/api/membership/people/{id}", id).as(Person.class));
        model.addAttribute("form", form);
        return "team/reset-factors";
    }
}
