package de.gemeinsamkommune.defaults.sample;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Somebody forgot to say who may call this. */
@RestController
class ForgottenController {

    @GetMapping("/api/sample/forgotten")
    String forgotten() {
        return "forgotten";
    }

    @GetMapping("/internal/sample/forgotten")
    String forgottenInside() {
        return "forgotten";
    }
}
