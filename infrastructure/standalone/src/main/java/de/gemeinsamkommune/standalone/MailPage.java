package de.gemeinsamkommune.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page with the caught mails, behind the gateway under {@code /mail}.
 *
 * <p>Mails are foreign content: their HTML is shown in a frame that may run no script, send no form
 * and load nothing, and attachments other than text are only saved.
 */
final class MailPage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MailPage.class);
    private static final Pattern ONE =
            Pattern.compile("/mail/messages/(\\d{1,9})(\\.eml|/html|/attachments/(\\d{1,4}))?");
    private static final Pattern PORTAL_IN_ENGLISH =
            Pattern.compile("(^|;\\s*)portal_language=en(;|$)");
    private static final Pattern HEAD = Pattern.compile("(?i)<head[^>]*>");
    private static final String PAGE_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self';"
                    + " frame-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";
    private static final String MAIL_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none';"
                    + " frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation"
                    + " allow-popups allow-popups-to-escape-sandbox";

    private final HttpServer server;
    private final ExecutorService threads;
    private final Mailbox mailbox;
    private final MailTemplates templates = new MailTemplates();
    private final JsonMapper json = JsonMapper.shared();

    private MailPage(HttpServer server, ExecutorService threads, Mailbox mailbox) {
        this.server = server;
        this.threads = threads;
        this.mailbox = mailbox;
    }

    /**
     * Starts to serve on loopback.
     *
     * @throws IOException when the port is taken
     */
    static MailPage start(int port, Mailbox mailbox) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(Loopback.HOST, port), 50);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        MailPage page = new MailPage(server, threads, mailbox);
        server.setExecutor(threads);
        server.createContext("/", page::handle);
        server.start();
        return page;
    }

    String url() {
        return "http://" + Loopback.HOST + ":" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** What goes back to the browser. */
    private record Answer(int status, String type, byte[] body, Map<String, String> headers) {

        static Answer of(int status, String type, String body) {
            return new Answer(status, type, body.getBytes(StandardCharsets.UTF_8), Map.of());
        }

        Answer with(String header, String value) {
            Map<String, String> all = new LinkedHashMap<>(headers);
            all.put(header, value);
            return new Answer(status, type, body, all);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange);
            } catch (RuntimeException failure) {
                LOG.error("The mail page failed", failure);
                answer = problem(500, "internal-error", "Internal error");
            }
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", answer.type());
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("Cache-Control", "no-store");
            headers.set("Content-Security-Policy", PAGE_POLICY);
            answer.headers().forEach(headers::set);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(
                    answer.status(), head || answer.body().length == 0 ? -1 : answer.body().length);
            if (!head && answer.body().length > 0) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    private Answer answer(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return problem(405, "method-not-allowed", "Method not allowed")
                    .with("Allow", "GET, HEAD");
        }
        String path = exchange.getRequestURI().getPath();
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        Locale locale = locale(exchange, query);
        Matcher one = ONE.matcher(path);
        if (path.equals("/mail") || path.equals("/mail/")) {
            return list(query, locale);
        } else if (path.equals("/mail/messages.json")) {
            return messages(query);
        } else if (path.equals("/mail/style.css")) {
            return style();
        } else if (one.matches()) {
            Optional<CaughtMail> mail = mailbox.find(Integer.parseInt(one.group(1)));
            if (mail.isPresent()) {
                return mail(mail.get(), one.group(2), one.group(3), locale);
            }
        }
        return problem(404, "not-found", "Not found");
    }

    private Answer mail(
            CaughtMail mail, @Nullable String view, @Nullable String attachment, Locale locale) {
        if (view == null) {
            return page(200, templates.mail(mail, locale));
        } else if (view.equals(".eml")) {
            return new Answer(
                    200,
                    "message/rfc822",
                    mail.source(),
                    Map.of(
                            "Content-Disposition",
                            "attachment; filename=" + mail.number() + ".eml"));
        }
        MailContent content = mail.content();
        if (attachment != null) {
            int index = Integer.parseInt(attachment);
            return index < content.attachments().size()
                    ? attachment(content.attachments().get(index))
                    : problem(404, "not-found", "Not found");
        }
        String html = content.html();
        return html == null
                ? problem(404, "not-found", "Not found")
                : page(200, withLinksToTop(html))
                        .with("Content-Security-Policy", MAIL_POLICY)
                        .with("X-Frame-Options", "SAMEORIGIN");
    }

    private static Answer attachment(MailContent.Attachment attachment) {
        boolean text = attachment.mediaType().startsWith("text/");
        String name = attachment.name().replaceAll("[^A-Za-z0-9._-]", "_");
        return new Answer(
                200,
                text ? "text/plain; charset=utf-8" : "application/octet-stream",
                attachment.content(),
                Map.of(
                        "Content-Disposition",
                        (text ? "inline" : "attachment") + "; filename=\"" + name + "\""));
    }

    private Answer list(Map<String, String> query, Locale locale) {
        String recipient = query.getOrDefault("to", "");
        List<CaughtMail> mails = mailbox.list(recipient.isBlank() ? null : recipient.strip(), 0);
        return page(200, templates.list(mails, recipient, locale));
    }

    private Answer messages(Map<String, String> query) {
        String recipient = query.getOrDefault("to", "");
        int after;
        try {
            after = Integer.parseInt(query.getOrDefault("after", "0"));
        } catch (NumberFormatException malformed) {
            return problem(400, "invalid-request", "after is not a number");
        }
        List<Message> items =
                mailbox.list(recipient.isBlank() ? null : recipient.strip(), after).stream()
                        .map(Message::of)
                        .toList();
        return Answer.of(200, "application/json", json.writeValueAsString(Map.of("items", items)));
    }

    /** A mail as {@code /mail/messages.json} tells it. */
    record Message(
            int number,
            Instant receivedAt,
            String sender,
            String recipient,
            String subject,
            Map<String, String> headers,
            @Nullable String text,
            @Nullable String html,
            List<File> attachments) {

        record File(String name, String type, int bytes, @Nullable String text) {}

        static Message of(CaughtMail mail) {
            MailContent content = mail.content();
            return new Message(
                    mail.number(),
                    mail.receivedAt(),
                    mail.sender(),
                    mail.recipient(),
                    mail.subject(),
                    content.headers(),
                    content.text(),
                    content.html(),
                    content.attachments().stream()
                            .map(
                                    file ->
                                            new File(
                                                    file.name(),
                                                    file.type(),
                                                    file.content().length,
                                                    file.text()))
                            .toList());
        }
    }

    private Answer style() {
        return Answer.of(200, "text/css; charset=utf-8", templates.style())
                .with("Cache-Control", "max-age=3600");
    }

    private static Answer page(int status, String html) {
        return Answer.of(status, "text/html; charset=utf-8", html);
    }

    private Answer problem(int status, String type, String title) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "/problems/" + type);
        body.put("title", title);
        body.put("status", status);
        return Answer.of(status, "application/problem+json", json.writeValueAsString(body));
    }

    /** Links in the frame open in the whole window, otherwise they would do nothing. */
    private static String withLinksToTop(String html) {
        String base = "<base target=\"_top\">";
        Matcher head = HEAD.matcher(html);
        return head.find()
                ? html.substring(0, head.end()) + base + html.substring(head.end())
                : base + html;
    }

    /** {@return the wanted language, else the one chosen in the portal, else German} */
    private static Locale locale(HttpExchange exchange, Map<String, String> query) {
        String wanted = query.get("lang");
        if (wanted == null) {
            String cookies = exchange.getRequestHeaders().getFirst("Cookie");
            wanted = cookies != null && PORTAL_IN_ENGLISH.matcher(cookies).find() ? "en" : "de";
        }
        return wanted.equals("en") ? Locale.ENGLISH : Locale.GERMAN;
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw == null) {
            return query;
        }
        for (String pair : raw.split("&", -1)) {
            int sign = pair.indexOf('=');
            if (sign > 0) {
                try {
                    query.put(
                            pair.substring(0, sign),
                            URLDecoder.decode(pair.substring(sign + 1), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException malformed) {
                    LOG.debug("A malformed query is left out", malformed);
                }
            }
        }
        return query;
    }
}
