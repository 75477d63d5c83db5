package de.gemeinsamkommune.newsletter.letter;

import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;
import org.jspecify.annotations.Nullable;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

import java.net.URI;
import java.util.List;

/**
 * Markdown (CommonMark) as safe HTML and as plain text. Raw HTML is shown as text; images are left
 * out, because a picture loaded from elsewhere tells its server who reads.
 */
public final class Markdown {

    private static final int MAX_DEPTH = 100;

    private static final Parser PARSER = Parser.builder().build();
    private static final HtmlRenderer HTML =
            HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();
    private static final TextContentRenderer TEXT =
            TextContentRenderer.builder()
                    .lineBreakRendering(LineBreakRendering.SEPARATE_BLOCKS)
                    .build();
    private static final PolicyFactory POLICY =
            new HtmlPolicyBuilder()
                    .allowElements(
                            "p",
                            "br",
                            "em",
                            "strong",
                            "code",
                            "pre",
                            "blockquote",
                            "hr",
                            "ul",
                            "ol",
                            "li",
                            "h1",
                            "h2",
                            "h3",
                            "h4",
                            "h5",
                            "h6",
                            "a")
                    .allowAttributes("href")
                    .onElements("a")
                    .allowStandardUrlProtocols()
                    .requireRelNofollowOnLinks()
                    .toFactory();

    private Markdown() {}

    /**
     * Renders a section. Any input is Markdown, so nothing is refused but what nests deeper than a
     * text for people does: the renderers walk it recursively.
     */
    public static Letter.Section section(@Nullable String heading, String markdown) {
        Node document = PARSER.parse(markdown);
        refuseDeep(document);
        return new Letter.Section(
                heading, POLICY.sanitize(HTML.render(document)), TEXT.render(document).strip());
    }

    /** Renders plain paragraphs, which may hold any text. */
    public static Letter.Section paragraphs(List<String> paragraphs) {
        StringBuilder html = new StringBuilder();
        for (String paragraph : paragraphs) {
            html.append("<p>").append(escape(paragraph).replace("\n", "<br />")).append("</p>");
        }
        return new Letter.Section(null, html.toString(), String.join("\n\n", paragraphs));
    }

    /** Renders an entry of a list: heading, lines, and a link; the lines may hold any text. */
    public static Letter.Section entry(String heading, List<String> lines, String label, URI link) {
        StringBuilder html = new StringBuilder("<p>");
        for (String line : lines) {
            html.append(escape(line)).append("<br />");
        }
        html.append("<a href=\"").append(escape(link.toASCIIString())).append("\">");
        html.append(escape(label)).append("</a></p>");
        return new Letter.Section(
                Letter.oneLine(heading),
                html.toString(),
                String.join("\n", lines) + "\n" + label + ": " + link.toASCIIString());
    }

    private static void refuseDeep(Node document) {
        int depth = 0;
        Node node = document;
        while (true) {
            if (node.getFirstChild() != null) {
                node = node.getFirstChild();
                if (++depth > MAX_DEPTH) {
                    throw new MarkdownTooDeep();
                }
                continue;
            }
            while (node.getNext() == null) {
                Node parent = node.getParent();
                if (parent == null || depth == 0) {
                    return;
                }
                node = parent;
                depth--;
            }
            node = node.getNext();
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
