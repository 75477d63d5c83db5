package de.gemeinsamkommune.portal.legal;

import jakarta.annotation.security.PermitAll;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;

/** What the law wants every page to lead to. */
@Controller
@PermitAll
class LegalController {
    private final Statement statement;

    LegalController() {
        try (InputStream json =
                new ClassPathResource("portal/accessibility.json").getInputStream()) {
            statement = JsonMapper.shared().readValue(json, Statement.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The accessibility statement, kept as data so that it is brought up to date with each change.
     *
     * @param status {@code full}, {@code partial} or {@code none}
     * @param madeOn when the statement was made
     * @param checkedOn when the pages were last checked
     * @param gaps what is known not to be accessible yet
     */
    record Statement(String status, LocalDate madeOn, LocalDate checkedOn, List<Gap> gaps) {}

    /**
     * Something that is not accessible yet.
     *
     * @param criterion of WCAG, by number
     * @param what where and what, in German and English
     * @param instead how to get there all the same
     */
    record Gap(String criterion, Text what, Text instead) {}

    /** Words in both languages. */
    record Text(String de, String en) {
        public String in(String language) {
            return language.equals("en") ? en : de;
        }
    }

    @GetMapping("/impressum")
    String imprint() {
        return "legal/imprint";
    }

    @GetMapping("/datenschutz")
    String privacy() {
        return "legal/privacy";
    }

    @GetMapping("/barrierefreiheit")
    String accessibility(Model model) {
        model.addAttribute("statement", statement);
        return "legal/accessibility";
    }
}
