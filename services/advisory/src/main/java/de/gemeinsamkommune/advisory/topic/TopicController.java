package de.gemeinsamkommune.advisory.topic;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.annotation.security.PermitAll;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.Locale;

/** Shows the catalogue of topics to anybody. */
@RestController
@RequestMapping("/api/advisory/topics")
class TopicController {

    private final Topics topics;

    TopicController(Topics topics) {
        this.topics = topics;
    }

    @GetMapping
    @PermitAll
    @Operation(operationId = "listTopics", summary = "The topics one can ask for advice on")
    Catalogue topics(Locale language) {
        return new Catalogue(topics.in(language));
    }

    /** All topics, in the order of the catalogue. */
    record Catalogue(List<Topic> items) {}
}
