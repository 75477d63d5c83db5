package de.gemeinsamkommune.portal.advice;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.Listing;
import de.gemeinsamkommune.portal.directory.Names;
import de.gemeinsamkommune.portal.signin.Viewers;

import jakarta.annotation.security.RolesAllowed;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** Who read a request for advice: for its asker, and for those who answer for the access to it. */
@Controller
@RolesAllowed(Roles.ANY_PERSON)
class AdviceReadingController {

    private final Api api;
    private final Viewers viewers;
    private final Names names;

    AdviceReadingController(Api api, Viewers viewers, Names names) {
        this.api = api;
        this.viewers = viewers;
        this.names = names;
    }

    /** A reading; the reader is absent for the asker. */
    record Access(Instant at, String role, String extent, @Nullable String reader) {}

    /** The readings of the whole request; the request itself is not asked for, or it were read. */
    @GetMapping("/beratung/{id}/zugriffe")
    String accesses(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        Listing<Access> accesses =
                api.get("/api/advisory/requests/{id}/accesses", id)
                        .query("extent", "WHOLE")
                        .query("cursor", cursor)
                        .list(Access.class);
        model.addAttribute("request", id);
        model.addAttribute("accesses", accesses.items());
        model.addAttribute("next", accesses.next());
        model.addAttribute(
                "names",
                viewers.required().knowsPeople()
                        ? names.of(
                                accesses.items().stream()
                                        .map(Access::reader)
                                        .filter(Objects::nonNull)
                                        .toList())
                        : Map.of());
        return "advice/accesses";
    }
}
