package de.gemeinsamkommune.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser with cookies, which follows a redirect only when told to. */
final class Browser {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final String base;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client =
            HttpClient.newBuilder()
                    .cookieHandler(cookies)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    Browser(String base) {
        this.base = base;
    }

    HttpResponse<String> get(String pathOrUrl, String... headers) {
        return send(HttpRequest.newBuilder(uri(pathOrUrl)).GET(), headers);
    }

    HttpResponse<String> post(String path, Map<String, String> form, String... headers) {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(encode(form))),
                headers);
    }

    HttpResponse<String> postJson(String path, String json, String... headers) {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)),
                headers);
    }

    HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            // browsers trust a loopback address, and send such cookies over http too
            cookies.getCookieStore()
                    .getCookies()
                    .forEach(
                            cookie -> {
                                cookie.setSecure(false);
                                cookie.setVersion(0);
                            });
            return response;
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Opens a page and sends its form with these fields. */
    HttpResponse<String> submit(String page, String action, Map<String, String> fields) {
        Map<String, String> form = new java.util.HashMap<>(fields);
        form.put("_csrf", csrf(get(page)));
        return post(action, form);
    }

    Optional<HttpCookie> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .findFirst();
    }

    /** Sets a cookie as another page of the same host could. */
    void plant(String name, String value, String path) {
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath(path);
        cookie.setVersion(0);
        cookies.getCookieStore().add(URI.create(base), cookie);
    }

    static String csrf(HttpResponse<String> page) {
        Matcher field = CSRF.matcher(page.body());
        assertThat(field.find()).as("page with a form: %s", page.body()).isTrue();
        return field.group(1);
    }

    static String location(HttpResponse<?> response) {
        assertThat(response.statusCode()).isBetween(300, 399);
        return response.headers().firstValue("Location").orElseThrow();
    }

    static Map<String, String> query(String url) {
        return List.of(Optional.ofNullable(URI.create(url).getRawQuery()).orElse("").split("&"))
                .stream()
                .filter(part -> part.contains("="))
                .collect(
                        Collectors.toMap(
                                part -> part.substring(0, part.indexOf('=')),
                                part ->
                                        java.net.URLDecoder.decode(
                                                part.substring(part.indexOf('=') + 1),
                                                StandardCharsets.UTF_8)));
    }

    static String encode(Map<String, String> form) {
        List<String> parts = new ArrayList<>();
        form.forEach(
                (name, value) ->
                        parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return String.join("&", parts);
    }

    private URI uri(String pathOrUrl) {
        return URI.create(pathOrUrl.startsWith("/") ? base + pathOrUrl : pathOrUrl);
    }
}
