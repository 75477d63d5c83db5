package de.gemeinsamkommune.newsletter.letter;

import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Objects;

/**
 * Puts a letter on the network's paper: greeting, body, and the footer with carrier, funding line,
 * imprint and the reason why the reader gets it.
 */
@Component
public final class Letterhead {

    /** Content id under which the HTML part refers to the emblem. */
    public static final String EMBLEM_ID = "eu-emblem";

    private static final byte[] EMBLEM = emblemFile();

    private final Wording wording;
    private final Pages pages;
    // an engine of its own: the one that renders web pages of a neighbour has other rules
    private final SpringTemplateEngine engine = new SpringTemplateEngine();

    Letterhead(Wording wording, Pages pages) {
        this.wording = wording;
        this.pages = pages;
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
        resolver.setPrefix("templates/newsletter/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        engine.setTemplateResolver(resolver);
    }

    /** The emblem of the Union as PNG. */
    public byte[] emblem() {
        return EMBLEM.clone();
    }

    /** The HTML form; the emblem is the part {@value #EMBLEM_ID} of the same mail. */
    public String html(Letter letter) {
        return render(letter, "cid:" + EMBLEM_ID);
    }

    /** The HTML form as a page of its own, with the emblem inside. */
    public String page(Letter letter) {
        return render(
                letter, "data:image/png;base64," + Base64.getEncoder().encodeToString(EMBLEM));
    }

    /** The plain text form. */
    public String text(Letter letter) {
        StringBuilder text = new StringBuilder();
        text.append(letter.greeting()).append("\n\n");
        for (Letter.Section section : letter.sections()) {
            if (section.heading() != null) {
                text.append(section.heading()).append('\n');
                text.append("-".repeat(Math.min(section.heading().length(), 70))).append("\n\n");
            }
            text.append(section.text()).append("\n\n");
        }
        Letter.Action action = letter.action();
        if (action != null) {
            text.append(action.label()).append(":\n").append(action.target()).append("\n\n");
        }
        text.append(say(letter, "closing")).append("\n\n-- \n");
        text.append(say(letter, "network")).append('\n');
        text.append(say(letter, "carrier")).append('\n');
        text.append(say(letter, "funding")).append('\n');
        text.append(say(letter, "funding.long")).append("\n\n");
        text.append(letter.reason()).append('\n');
        if (letter.unsubscribe() != null) {
            text.append(say(letter, "unsubscribe")).append(": ");
            text.append(letter.unsubscribe()).append('\n');
        }
        text.append(say(letter, "imprint")).append(": ").append(pages.imprint()).append('\n');
        text.append(say(letter, "privacy")).append(": ").append(pages.privacy()).append('\n');
        return text.toString();
    }

    private String render(Letter letter, String emblem) {
        Context context = new Context(letter.locale());
        context.setVariable("letter", letter);
        context.setVariable("emblem", emblem);
        context.setVariable("imprint", pages.imprint());
        context.setVariable("privacy", pages.privacy());
        for (String key :
                new String[] {
                    "closing",
                    "network",
                    "carrier",
                    "funding",
                    "funding.long",
                    "funding.alt",
                    "unsubscribe",
                    "imprint",
                    "privacy"
                }) {
            context.setVariable("say_" + key.replace('.', '_'), say(letter, key));
        }
        return engine.process("mail", context);
    }

    private String say(Letter letter, String key) {
        return wording.text(letter.locale(), "frame." + key);
    }

    private static byte[] emblemFile() {
        try (InputStream file =
                Objects.requireNonNull(
                        Letterhead.class.getResourceAsStream("/newsletter/emblem.png"))) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
