package de.gemeinsamkommune.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A person with a browser that has no JavaScript: follows links, fills in forms, keeps cookies. */
final class Visitor {

    private final HttpClient http =
            HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.ALWAYS)
                    .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final String home;
    private Document page = new Document("");

    Visitor(String home) {
        this.home = home;
    }

    /** Opens an address, follows redirects and expects a page. */
    Visitor open(String address) throws IOException, InterruptedException {
        return show(HttpRequest.newBuilder(URI.create(home).resolve(address)).GET());
    }

    /** Fills in the form that goes to this address and sends it. */
    Visitor submit(String actionEnd, Map<String, String> answers)
            throws IOException, InterruptedException {
        FormElement form = form(actionEnd);
        List<String> fields = new ArrayList<>();
        form.formData()
                .forEach(
                        field -> {
                            if (!answers.containsKey(field.key())) {
                                fields.add(encode(field.key()) + "=" + encode(field.value()));
                            }
                        });
        answers.forEach((name, value) -> fields.add(encode(name) + "=" + encode(value)));
        return show(
                HttpRequest.newBuilder(URI.create(form.absUrl("action")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(String.join("&", fields))));
    }

    /** Downloads what lies behind an address that the page links to. */
    HttpResponse<byte[]> download(String linked) throws IOException, InterruptedException {
        Element link =
                page.select("a[href]").stream()
                        .filter(each -> each.absUrl("href").endsWith(linked))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("No link to " + linked));
        return http.send(
                HttpRequest.newBuilder(URI.create(link.absUrl("href")))
                        .header("Accept", "text/html,*/*")
                        .header("Accept-Language", "de")
                        .timeout(Duration.ofSeconds(60))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /** {@return whether the page has a form that goes to this address} */
    boolean offers(String actionEnd) {
        return page.select("form").stream()
                .anyMatch(form -> form.absUrl("action").endsWith(actionEnd));
    }

    /** {@return all text of the page} */
    String text() {
        return page.text();
    }

    /** {@return the address of the page, after redirects} */
    String address() {
        return page.location();
    }

    private FormElement form(String actionEnd) {
        for (Element form : page.select("form")) {
            if (form.absUrl("action").endsWith(actionEnd)) {
                return (FormElement) form;
            }
        }
        throw new AssertionError("No form to " + actionEnd + " on " + address() + ": " + text());
    }

    private Visitor show(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(
                        request.header("Accept", "text/html")
                                .header("Accept-Language", "de")
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        page = Jsoup.parse(answer.body(), answer.uri().toString());
        assertThat(answer.statusCode()).as("%s: %s", answer.uri(), page.text()).isLessThan(400);
        return this;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
