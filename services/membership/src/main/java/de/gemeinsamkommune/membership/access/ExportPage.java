package de.gemeinsamkommune.membership.access;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The export as a page people can read: no scripts, nothing from elsewhere. It is written item by
 * item from the services' files.
 */
final class ExportPage {

    private static final String STYLE =
            """
            :root{color-scheme:light dark}
            body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}
            table{border-collapse:collapse;width:100%;margin:1rem 0}
            caption{text-align:left;font-weight:bold;padding:.25rem 0}
            th,td{border:1px solid;padding:.35rem .5rem;text-align:left;vertical-align:top;\
            overflow-wrap:anywhere}
            tbody th[scope=row]{width:30%;font-weight:normal}
            td{white-space:pre-wrap}
            dt{font-weight:bold}
            dd{margin:0 0 .5rem}
            td dl,td ul{margin:0;white-space:normal}
            section{border-top:2px solid;margin-top:2rem}
            """;

    private final JsonMapper json;
    private final AccessTexts texts;
    private final Writer out;

    ExportPage(JsonMapper json, AccessTexts texts, Writer out) {
        this.json = json;
        this.texts = texts;
        this.out = out;
    }

    /** Writes the whole page. */
    void write(Instant createdAt, SortedMap<String, Path> files) throws IOException {
        out.write("<!DOCTYPE html>\n<html lang=\"" + texts.language() + "\">\n<head>\n");
        out.write("<meta charset=\"utf-8\">\n");
        out.write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        out.write("<title>" + escaped(texts.text("title")) + "</title>\n");
        out.write("<style>\n" + STYLE + "</style>\n</head>\n<body>\n<main>\n");
        element("h1", texts.text("title"));
        paragraph(texts.text("created", texts.moment(createdAt)));
        paragraph(texts.text("lead"));
        contents(files);
        for (Map.Entry<String, Path> file : files.entrySet()) {
            service(file.getKey(), file.getValue());
        }
        section("not-listed", "not-listed.text");
        section("rights", "rights.text");
        section("contact", "contact.text");
        section("files", "files.text");
        out.write("</main>\n</body>\n</html>\n");
    }

    private void contents(SortedMap<String, Path> files) throws IOException {
        out.write("<nav aria-label=\"" + escaped(texts.text("contents")) + "\">\n<ul>\n");
        for (String service : files.keySet()) {
            link("service-" + service, title(service));
        }
        for (String section : List.of("not-listed", "rights", "contact", "files")) {
            link(section, texts.text(section));
        }
        out.write("</ul>\n</nav>\n");
    }

    /** A service's name, and which former id of the person the file is about. */
    private String title(String file) {
        int dot = file.indexOf('.');
        return dot < 0
                ? texts.code("service", file)
                : texts.code("service", file.substring(0, dot))
                        + " "
                        + texts.text("former", file.substring(dot + 1));
    }

    private void link(String id, String text) throws IOException {
        out.write("<li><a href=\"#" + escaped(id) + "\">" + escaped(text) + "</a></li>\n");
    }

    private void section(String title, String text) throws IOException {
        open(title, texts.text(title));
        for (String line : texts.text(text).split("\n")) {
            paragraph(line);
        }
        out.write("</section>\n");
    }

    private void open(String id, String title) throws IOException {
        String safe = escaped(id);
        out.write("<section aria-labelledby=\"" + safe + "\">\n");
        out.write("<h2 id=\"" + safe + "\">" + escaped(title) + "</h2>\n");
    }

    private void service(String name, Path file) throws IOException {
        open("service-" + name, title(name));
        try (JsonParser parser = json.createParser(file)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.START_ARRAY
                        && "categories".equals(parser.currentName())) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        category(parser);
                    }
                }
            }
        }
        out.write("</section>\n");
    }

    /** What a category says of itself comes before its items, as the services write it. */
    private void category(JsonParser parser) throws IOException {
        Map<String, JsonNode> about = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String property = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_ARRAY && "items".equals(property)) {
                introduce(about);
                items(parser, texts.code("category", text(about, "code")));
            } else {
                about.put(property, parser.readValueAsTree());
            }
        }
    }

    private void introduce(Map<String, JsonNode> about) throws IOException {
        element("h3", texts.code("category", text(about, "code")));
        out.write("<dl>\n");
        term("purpose", texts.code("purpose", text(about, "purpose")));
        term("legal-basis", texts.code("legal", text(about, "legalBasis")));
        term("retention", texts.code("retention", text(about, "retention")));
        List<String> recipients = new ArrayList<>();
        for (JsonNode recipient : node(about, "recipients")) {
            recipients.add(texts.code("recipient", recipient.asString("")));
        }
        term(
                "recipients",
                recipients.isEmpty()
                        ? texts.text("recipients.none")
                        : String.join(", ", recipients));
        boolean portable = node(about, "portable").asBoolean(false);
        term("portable", texts.text(portable ? "portable.yes" : "portable.no"));
        out.write("</dl>\n");
    }

    private void items(JsonParser parser, String caption) throws IOException {
        int number = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonNode item = parser.readValueAsTree();
            if (number == 0) {
                out.write("<table>\n<caption>" + escaped(caption) + "</caption>\n");
            }
            number++;
            out.write("<tbody>\n<tr><th colspan=\"2\" scope=\"rowgroup\">");
            out.write(escaped(texts.text("item", number)) + "</th></tr>\n");
            for (Map.Entry<String, JsonNode> field : item.properties()) {
                out.write("<tr><th scope=\"row\">");
                out.write(escaped(texts.code("field", field.getKey())) + "</th><td>");
                value(field.getValue());
                out.write("</td></tr>\n");
            }
            out.write("</tbody>\n");
        }
        if (number == 0) {
            paragraph(texts.text("nothing"));
        } else {
            out.write("</table>\n");
        }
    }

    private void value(JsonNode value) throws IOException {
        if (value.isObject()) {
            out.write("<dl>");
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                out.write("<dt>" + escaped(texts.code("field", field.getKey())) + "</dt><dd>");
                value(field.getValue());
                out.write("</dd>");
            }
            out.write("</dl>");
        } else if (value.isArray() && value.isEmpty()) {
            out.write("–");
        } else if (value.isArray()) {
            out.write("<ul>");
            for (JsonNode element : value) {
                out.write("<li>");
                value(element);
                out.write("</li>");
            }
            out.write("</ul>");
        } else if (value.isBoolean()) {
            out.write(escaped(texts.text(value.booleanValue() ? "yes" : "no")));
        } else {
            plain(value.asString(""));
        }
    }

    private void plain(String value) throws IOException {
        Instant moment = moment(value);
        out.write(
                moment == null
                        ? escaped(texts.code("value", value))
                        : "<time datetime=\""
                                + moment
                                + "\">"
                                + escaped(texts.moment(moment))
                                + "</time>");
    }

    private static @Nullable Instant moment(String value) {
        if (value.length() < 20 || value.length() > 30 || value.charAt(10) != 'T') {
            return null;
        }
        try {
            return Instant.parse(value);
        } catch (DateTimeException somethingElse) {
            return null;
        }
    }

    private void term(String term, String description) throws IOException {
        out.write("<dt>" + escaped(texts.text(term)) + "</dt>");
        out.write("<dd>" + escaped(description) + "</dd>\n");
    }

    private void paragraph(String text) throws IOException {
        element("p", text);
    }

    private void element(String name, String text) throws IOException {
        out.write("<" + name + ">" + escaped(text) + "</" + name + ">\n");
    }

    private static String text(Map<String, JsonNode> about, String property) {
        return node(about, property).asString("");
    }

    private static JsonNode node(Map<String, JsonNode> about, String property) {
        JsonNode node = about.get(property);
        if (node == null) {
            throw new UncheckedIOException(new IOException("a category lacks its " + property));
        }
        return node;
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
