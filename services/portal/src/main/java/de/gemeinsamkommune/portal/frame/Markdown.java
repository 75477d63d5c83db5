package de.gemeinsamkommune.portal.frame;

import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;
import org.springframework.stereotype.Component;

/** Turns what people write as Markdown into HTML that holds nothing but text, lists and links. */
@Component
public final class Markdown {
    private final Parser parser = Parser.builder().build();
    private final HtmlRenderer renderer = HtmlRenderer.builder().escapeHtml(true).build();
    private final PolicyFactory policy =
            new HtmlPolicyBuilder()
                    .allowElements(
                            "p",
                            "br",
                            "ul",
                            "ol",
                            "li",
                            "strong",
                            "em",
                            "blockquote",
                            "code",
                            "pre",
                            "h3",
                            "h4")
                    // the page has the first two levels itself
                    .allowElements((name, _) -> "h3", "h1", "h2")
                    .allowElements((name, _) -> "h4", "h5", "h6")
                    .allowElements("a")
                    .allowUrlProtocols("https", "http", "mailto")
                    .allowAttributes("href")
                    .onElements("a")
                    .requireRelsOnLinks("noopener", "noreferrer", "nofollow")
                    .toFactory();

    /** HTML that is safe to put into a page. */
    public String html(@Nullable String source) {
        return source == null ? "" : policy.sanitize(renderer.render(parser.parse(source)));
    }
}
