package de.gemeinsamkommune.standalone;

import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns mails into pages. */
final class MailTemplates {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+[^\\s<>\".,;:!?)]");

    private final SpringTemplateEngine engine = new SpringTemplateEngine();
    private final String style;

    MailTemplates() {
        ClassLoaderTemplateResolver resolver =
                new ClassLoaderTemplateResolver(MailTemplates.class.getClassLoader());
        resolver.setPrefix("templates/standalone/");
        resolver.setSuffix(".html");
        resolver.setCharacterEncoding("UTF-8");
        engine.setTemplateResolver(resolver);
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("standalone/messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        engine.setTemplateEngineMessageSource(messages);
        try (InputStream in = MailTemplates.class.getResourceAsStream("/standalone/mail.css")) {
            if (in == null) {
                throw new IllegalStateException("standalone/mail.css is missing");
            }
            style = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new IllegalStateException("standalone/mail.css cannot be read", failure);
        }
    }

    /** A line of the list. */
    record Line(int number, String receivedAt, String recipient, String subject) {}

    /** A piece of text; with a link when it is one. */
    record Piece(String text, @Nullable String link) {}

    String style() {
        return style;
    }

    String list(List<CaughtMail> mails, String recipient, Locale locale) {
        DateTimeFormatter format =
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT, FormatStyle.MEDIUM)
                        .withLocale(locale)
                        .withZone(BERLIN);
        List<Line> lines =
                mails.stream()
                        .map(
                                mail ->
                                        new Line(
                                                mail.number(),
                                                format.format(mail.receivedAt()),
                                                mail.recipient(),
                                                mail.subject()))
                        .toList();
        return page("list", Map.of("mails", lines, "recipient", recipient), locale);
    }

    String mail(CaughtMail mail, Locale locale) {
        MailContent content = mail.content();
        DateTimeFormatter format =
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.MEDIUM)
                        .withLocale(locale)
                        .withZone(BERLIN);
        String text = content.text();
        Context context = context(locale);
        context.setVariable("mail", mail);
        context.setVariable("receivedAt", format.format(mail.receivedAt()));
        context.setVariable("content", content);
        context.setVariable("pieces", text == null ? List.of() : pieces(text));
        return engine.process("mail", context);
    }

    /** Cuts the addresses out of a text, so that they can be followed. */
    static List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        Matcher link = LINK.matcher(text);
        int end = 0;
        while (link.find()) {
            if (link.start() > end) {
                pieces.add(new Piece(text.substring(end, link.start()), null));
            }
            pieces.add(new Piece(link.group(), link.group()));
            end = link.end();
        }
        if (end < text.length()) {
            pieces.add(new Piece(text.substring(end), null));
        }
        return pieces;
    }

    private String page(String template, Map<String, Object> variables, Locale locale) {
        Context context = context(locale);
        context.setVariables(variables);
        return engine.process(template, context);
    }

    private static Context context(Locale locale) {
        Context context = new Context(locale);
        context.setVariable("lang", locale.getLanguage());
        return context;
    }
}
