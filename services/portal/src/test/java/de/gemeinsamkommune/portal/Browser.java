package de.gemeinsamkommune.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without scripts: keeps cookies, and sends back what stands unseen in forms. */
final class Browser {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private final String portal;
    private final String issuer;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private Page last = new Page(0, "", Map.of());

    /** What came back. */
    record Page(int status, String body, Map<String, List<String>> headers) {
        Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }

        String location() {
            return header("location").orElse("");
        }

        /** The words of the page without markup. */
        String text() {
            return body.replaceAll("(?s)<head.*?</head>", " ")
                    .replaceAll("<[^>]+>", " ")
                    .replace("&quot;", "\"")
                    .replace("&#39;", "'")
                    .replace("&amp;", "&")
                    .replaceAll("\\s+", " ");
        }
    }

    Browser(String portal, String issuer) {
        this.portal = portal;
        this.issuer = issuer;
    }

    Map<String, String> cookies() {
        return cookies;
    }

    /** The same person at another instance of the portal. */
    Browser at(String otherPortal) {
        Browser other = new Browser(otherPortal, issuer);
        other.cookies.putAll(cookies);
        return other;
    }

    Page get(String path) {
        return send(HttpRequest.newBuilder(URI.create(portal + path)).GET());
    }

    /**
     * Sends a form of the page seen last: the hidden fields of the form with this action, and the
     * given names and values.
     */
    Page submit(String action, String... typed) {
        StringBuilder body = new StringBuilder();
        hidden(action).forEach((name, value) -> append(body, name, value));
        for (int i = 0; i < typed.length; i += 2) {
            append(body, typed[i], typed[i + 1]);
        }
        return post(action, body.toString());
    }

    private Map<String, String> hidden(String action) {
        if (last.status() == 0) {
            return Map.of();
        }
        int form = last.body().indexOf("action=\"" + action + "\"");
        if (form < 0) {
            throw new AssertionError("No form for " + action + " on the page");
        }
        String markup = last.body().substring(form, last.body().indexOf("</form>", form));
        Map<String, String> hidden = new LinkedHashMap<>();
        Matcher fields = HIDDEN.matcher(markup);
        while (fields.find()) {
            hidden.put(fields.group(1), fields.group(2).replace("&quot;", "\""));
        }
        return hidden;
    }

    /** Sends a form with a file, as {@link #submit} does without one. */
    Page upload(String action, String field, String name, String content, String... typed) {
        return upload(action, field, name, content.getBytes(StandardCharsets.UTF_8), typed);
    }

    /** The same with any file; before any page was seen, without what is hidden in the form. */
    Page upload(String action, String field, String name, byte[] file, String... typed) {
        String boundary = "boundary-of-" + UUID.randomUUID();
        StringBuilder before = new StringBuilder();
        hidden(action).forEach((key, value) -> part(before, boundary, key, value));
        for (int i = 0; i < typed.length; i += 2) {
            part(before, boundary, typed[i], typed[i + 1]);
        }
        before.append("--%s\r\n".formatted(boundary))
                .append("Content-Disposition: form-data; name=\"%s\"; ".formatted(field))
                .append("filename=\"%s\"\r\n\r\n".formatted(name));
        return send(
                HttpRequest.newBuilder(URI.create(portal + action))
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArrays(
                                        List.of(
                                                before.toString().getBytes(StandardCharsets.UTF_8),
                                                file,
                                                "\r\n--%s--\r\n"
                                                        .formatted(boundary)
                                                        .getBytes(StandardCharsets.UTF_8)))));
    }

    private static void part(StringBuilder body, String boundary, String name, String value) {
        body.append("--%s\r\n".formatted(boundary))
                .append("Content-Disposition: form-data; name=\"%s\"\r\n\r\n".formatted(name))
                .append(value)
                .append("\r\n");
    }

    /** Sends exactly this body. */
    Page post(String path, String body) {
        return send(
                HttpRequest.newBuilder(URI.create(portal + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Forgets the page seen last, so that what is sent next has nothing hidden of it. */
    Browser unseen() {
        last = new Page(0, "", Map.of());
        return this;
    }

    /** Opens where the last answer pointed to. */
    Page follow() {
        return get(last.location());
    }

    /** Goes through the whole sign-in and ends on the page the portal leads to. */
    Page signIn(String person) {
        Page page = get("/anmelden");
        for (int step = 0; step < 8 && page.status() == 302; step++) {
            String to = page.location();
            page =
                    to.startsWith(issuer + "/oauth2/authorize")
                            ? fetch(to + "&as=" + person)
                            : get(to.startsWith(issuer) ? to.substring(issuer.length()) : to);
        }
        return page;
    }

    private Page fetch(String url) {
        last = exchange(HttpRequest.newBuilder(URI.create(url)).build());
        return last;
    }

    private Page send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            StringBuilder header = new StringBuilder();
            cookies.forEach(
                    (name, value) ->
                            header.append(header.isEmpty() ? "" : "; ")
                                    .append(name)
                                    .append('=')
                                    .append(value));
            request.header("Cookie", header.toString());
        }
        last = exchange(request.header("Accept", "text/html").build());
        for (String cookie : last.headers().getOrDefault("set-cookie", List.of())) {
            String pair = cookie.substring(0, (cookie + ";").indexOf(';'));
            String name = pair.substring(0, pair.indexOf('='));
            String value = pair.substring(pair.indexOf('=') + 1);
            if (value.isEmpty()) {
                cookies.remove(name);
            } else {
                cookies.put(name, value);
            }
        }
        return last;
    }

    private static Page exchange(HttpRequest request) {
        try {
            HttpResponse<String> response =
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Page(response.statusCode(), response.body(), response.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void append(StringBuilder body, String name, String value) {
        body.append(body.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
