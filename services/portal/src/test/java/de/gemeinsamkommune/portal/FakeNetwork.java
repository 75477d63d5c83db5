package de.gemeinsamkommune.portal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays the gateway's APIs and the issuer by contract: canned answers, which a test may replace,
 * and a list of all that was asked.
 */
final class FakeNetwork implements AutoCloseable {
    static final String CLIENT_SECRET = "shared secret of the tests";
    static final String EVENT = "11111111-1111-5111-8111-111111111111";
    static final String FULL_EVENT = "22222222-2222-5222-8222-222222222222";
    static final String DRAFT = "33333333-3333-5333-8333-333333333333";
    static final String HELD = "44444444-4444-5444-8444-444444444444";
    static final String REQUEST = "55555555-5555-5555-8555-555555555555";
    static final String ACCEPTED = "66666666-6666-5666-8666-666666666666";
    static final String EDITION = "77777777-7777-5777-8777-777777777777";
    static final String APPLICATION = "99999999-9999-5999-8999-999999999999";
    static final String LIST = "99999999-9999-5999-8999-999999999991";
    static final String RUNNING_LIST = "99999999-9999-5999-8999-999999999992";
    static final String DONE_LIST = "99999999-9999-5999-8999-999999999993";
    static final String RECEIPT = "88888888-8888-5888-8888-888888888888";

    /** Something that was asked. */
    record Asked(
            String method, String path, String query, Map<String, String> headers, String body) {}

    /** An answer. */
    record Reply(int status, String type, String body, Map<String, String> headers) {
        static Reply json(int status, String body) {
            return new Reply(status, "application/json", body, Map.of());
        }

        static Reply ok(String body) {
            return json(200, body);
        }

        static Reply problem(int status, String type, String title, String detail) {
            return problem(status, type, title, detail, "[]");
        }

        static Reply problem(int status, String type, String title, String detail, String errors) {
            return new Reply(
                    status,
                    "application/problem+json",
                    """
                    {"type":"/problems/%s","title":"%s","status":%d,"detail":"%s",
                     "errors":%s,"traceId":"0af7651916cd43dd8448eb211c80319c"}
                    """
                            .formatted(type, title, status, detail, errors),
                    Map.of());
        }

        Reply with(String header, String value) {
            Map<String, String> all = new HashMap<>(headers);
            all.put(header, value);
            return new Reply(status, type, body, all);
        }
    }

    @FunctionalInterface
    interface Answering {
        Reply answer(Asked asked, Matcher path);
    }

    private record Route(String method, Pattern path, Answering answering) {}

    private final HttpServer server;
    private final RSAKey key;
    private final List<Route> routes = new CopyOnWriteArrayList<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, String[]> codes = new ConcurrentHashMap<>();
    private final Map<String, String> people = new ConcurrentHashMap<>();
    private volatile String signsIn = "member";
    private volatile boolean refreshRefused;
    private volatile long tokenSeconds = 300;

    FakeNetwork(int port) {
        try {
            key = new RSAKeyGenerator(2048).keyID("fake").generate();
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        reset();
        server.start();
    }

    /** Forgets what a test has changed. */
    void reset() {
        routes.clear();
        asked.clear();
        people.clear();
        tokens(300, false);
        people();
        answers();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers such requests so from now on. */
    void on(String method, String path, Answering answering) {
        routes.addFirst(new Route(method, Pattern.compile(path), answering));
    }

    void on(String method, String path, Reply reply) {
        on(method, path, (_, _) -> reply);
    }

    /** What was asked since the last call, the latest last. */
    List<Asked> asked() {
        List<Asked> all = List.copyOf(asked);
        asked.clear();
        return all;
    }

    /** The last command of this kind that was sent. */
    Optional<Asked> last(String method, String path) {
        return asked.stream()
                .filter(a -> a.method().equals(method) && a.path().equals(path))
                .reduce((_, latest) -> latest);
    }

    /** Who is signed in when the request for it names nobody. */
    void signsIn(String person) {
        signsIn = person;
    }

    /** From now on tokens live this long, and sooner or later are refused to be refreshed. */
    void tokens(long seconds, boolean refuse) {
        tokenSeconds = seconds;
        refreshRefused = refuse;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((n, v) -> headers.put(n.toLowerCase(), v.get(0)));
            URI uri = exchange.getRequestURI();
            Asked now =
                    new Asked(
                            exchange.getRequestMethod(),
                            uri.getPath(),
                            uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                            headers,
                            body);
            asked.add(now);
            Reply reply = Reply.problem(404, "not-found", "Nicht gefunden", "Das gibt es nicht.");
            for (Route route : routes) {
                Matcher path = route.path().matcher(now.path());
                if (route.method().equals(now.method()) && path.matches()) {
                    reply = route.answering().answer(now, path);
                    break;
                }
            }
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", reply.type());
            reply.headers().forEach((n, v) -> exchange.getResponseHeaders().set(n, v));
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (RuntimeException e) {
            System.err.println("The fake network failed: " + e);
            throw e;
        }
    }

    private static Map<String, String> parameters(String encoded) {
        Map<String, String> all = new HashMap<>();
        for (String pair : encoded.split("&")) {
            int at = pair.indexOf('=');
            if (at > 0) {
                all.put(
                        pair.substring(0, at),
                        URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
            }
        }
        return all;
    }

    /** The person whose token was sent; empty when there was none. */
    private static String person(Asked asked) {
        String header = asked.headers().getOrDefault("authorization", "");
        return header.startsWith("Bearer token-")
                ? header.substring(13, header.lastIndexOf('-'))
                : "";
    }

    private static Reply accesses(String person) {
        String reader = person.equals("member") ? "" : ",\"reader\":\"adviser\"";
        return Reply.ok(
                """
                {"items":[{"at":"2026-11-21T09:30:00Z","role":"ADVISER","extent":"WHOLE"%1$s},
                {"at":"2026-11-20T09:30:00Z","role":"PROJECT_LEAD","extent":"WHOLE"%1$s}],"next":"bmV4dA"}
                """
                        .formatted(reader));
    }

    private void person(String id, String name, String municipality, String roles, String status) {
        String[] names = name.split(" ");
        people.put(
                id,
                """
                {"id":"%s","givenName":"%s","familyName":"%s","name":"%s",
                 "email":"%s@kommune.example","locale":"de",%s"roles":[%s],"status":"%s",
                 "registeredAt":"2026-03-02T09:00:00Z"%s}
                """
                        .formatted(
                                id,
                                names[0],
                                names[1],
                                name,
                                id,
                                municipality.isEmpty()
                                        ? ""
                                        : "\"municipality\":\"%1$s\",\"affiliations\":[{\"municipality\":\"%1$s\",\"role\":\"%2$s\"}],"
                                                .formatted(
                                                        municipality,
                                                        roles.contains("LEAD") ? "LEAD" : "MEMBER"),
                                roles,
                                status,
                                status.equals("ACTIVE")
                                        ? ",\"joinedAt\":\"2026-03-04T10:00:00Z\""
                                        : ""));
    }

    private void people() {
        person("member", "Amira Haddad", "09178", "\"MEMBER\"", "ACTIVE");
        person("lead", "Lukas Brandl", "09178", "\"LEAD\",\"MEMBER\"", "ACTIVE");
        person("adviser", "Theresa Wimmer", "", "\"ADVISER\"", "ACTIVE");
        person("editor", "Jonas Obermeier", "", "\"EDITOR\"", "ACTIVE");
        person("project-lead", "Elif Kaya", "", "\"PROJECT_LEAD\"", "ACTIVE");
        person("analyst", "Marko Petrović", "", "\"ANALYST\"", "ACTIVE");
        person("administrator", "Verena Lechner", "", "\"ADMINISTRATOR\"", "ACTIVE");
        person("invited", "Olena Kovalenko", "09573", "\"MEMBER\"", "INVITED");
    }

    private static String at(int days, int hour, int minute) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                Instant.now()
                        .atZone(ZoneId.of("Europe/Berlin"))
                        .truncatedTo(ChronoUnit.DAYS)
                        .plusDays(days)
                        .withHour(hour)
                        .withMinute(minute));
    }

    private static String event(
            String id,
            String title,
            String format,
            String venue,
            int days,
            int capacity,
            int free,
            int waiting,
            String status,
            String more) {
        return """
        {"id":"%s","title":"%s","description":"Ein Tag zum **Ankommen** und Weiterdenken:\\n\\n\
        - Impuls zu kommunalem Monitoring\\n- drei Praxisstände\\n- kollegiale Beratung\\n\\n\
        Mehr unter [via-bayern.de](https://www.via-bayern.de).<script>alert(1)</script>",
         "format":"%s","topics":["monitoring"],"startsAt":"%s","endsAt":"%s",%s
         "capacity":%d,"free":%d,"waiting":%d,"audience":"MEMBERS","status":"%s",
         "registrationClosesAt":"%s","demo":true%s}
        """
                .formatted(
                        id,
                        title,
                        format,
                        at(days, 10, 0),
                        at(days, 16, 0),
                        venue.isEmpty() ? "" : "\"venue\":\"" + venue + "\",",
                        capacity,
                        free,
                        waiting,
                        status,
                        at(days - 2, 23, 59),
                        more);
    }

    private static final String MUNICIPALITIES =
            """
            {"items":[
            {"key":"09178","ars":"09178","name":"Freising","displayName":"Landkreis Freising","kind":"DISTRICT","region":"Oberbayern","population":184433,"populationOn":"2022-12-31","level":"PARTNER","partner":true},
            {"key":"09573","ars":"09573","name":"Fürth","displayName":"Landkreis Fürth","kind":"DISTRICT","region":"Mittelfranken","population":119923,"populationOn":"2022-12-31","level":"PARTNER","partner":true},
            {"key":"09180","ars":"09180","name":"Garmisch-Partenkirchen","displayName":"Landkreis Garmisch-Partenkirchen","kind":"DISTRICT","region":"Oberbayern","population":88840,"populationOn":"2022-12-31","level":"PARTNER","partner":true},
            {"key":"09161","ars":"09161","name":"Ingolstadt","displayName":"Stadt Ingolstadt","kind":"INDEPENDENT_CITY","region":"Oberbayern","population":141029,"populationOn":"2022-12-31","level":"PARTNER","partner":true},
            {"key":"09762","ars":"09762","name":"Kaufbeuren","displayName":"Stadt Kaufbeuren","kind":"INDEPENDENT_CITY","region":"Schwaben","population":45792,"populationOn":"2022-12-31","level":"PARTNER","partner":true},
            {"key":"09184131","ars":"091840131131","name":"Kirchheim b.München","displayName":"Gemeinde Kirchheim b.München (Landkreis München)","kind":"MUNICIPALITY","district":"München","region":"Oberbayern","population":12714,"populationOn":"2022-12-31","level":"PARTNER","partner":true},
            {"key":"09362","ars":"09362","name":"Regensburg","displayName":"Stadt Regensburg","kind":"INDEPENDENT_CITY","region":"Oberpfalz","population":157443,"populationOn":"2022-12-31","level":"PARTNER","partner":true}]}
            """;

    /** An import of a register as membership tells it. */
    static String registerImport(String id, String stage, String written) {
        boolean refused = stage.equals("REFUSED");
        return """
        {"id":"%s","on":"2026-06-30","dryRun":false,"stage":"%s",
         "receivedAt":"2026-07-01T10:00:00Z","lines":2161,"total":2160,"written":%s,
         "leftOut":0%s,"problemCount":%s,"problems":[%s]}
        """
                .formatted(
                        id,
                        stage,
                        written,
                        refused
                                ? ""
                                : """
                                ,"counts":{"added":2000,"changed":3,"ended":1,"unchanged":157},
                                "municipalities":2056,"population":13369393
                                """,
                        refused ? "1" : "0",
                        refused
                                ? """
                                {"line":7,"column":"ags","code":"digits",
                                 "detail":"Hier stehen 8 Ziffern."}
                                """
                                : "");
    }

    private static final String PERIOD =
            """
            {"code":"gk-2023","name":"Gemeinsam Kommune","funder":"BAMF","programme":"AMIF","from":"2023-04-01","to":"2026-03-31","totalCents":100000020,"grantCents":90000000,"rate":90,"specificObjective":"2","approximate":true,"demo":false,"running":false}
            """;

    private static final String PERIODS =
            "{\"items\":["
                    + PERIOD
                    + """
                    ,{"code":"demo","name":"Demo","funder":"Demo-Fördergeber","programme":"Demo-Programm","from":"2026-04-01","to":"2029-03-31","totalCents":120000000,"grantCents":108000000,"rate":90,"specificObjective":"2","approximate":false,"demo":true,"running":true}]}
                    """;

    private static final String CORRECTIONS =
            """
            {"items":[{"at":"2026-02-01T10:00:00Z","by":"project-lead","field":"totalCents","before":"98000000","after":"100000020"},
            {"at":"2026-01-01T10:00:00Z","by":"gone","field":"approximate","before":"false","after":"true"}]}
            """;

    private void answers() {
        issuer();
        on("GET", "/api/membership/me", (a, _) -> me(person(a)));
        on("PUT", "/api/membership/me", (a, _) -> me(person(a)));
        on("POST", "/api/membership/me/acceptance", (a, _) -> accepted(person(a)));
        on("POST", "/api/membership/me/erasure", (_, _) -> erasure().with("Location", "/x"));
        on("POST", "/api/membership/people/[^/]+/erasure", (_, _) -> erasure());
        on("GET", "/api/membership/erasures/" + RECEIPT, (_, _) -> erasure());
        on("GET", "/api/membership/network", (a, _) -> network(a));
        municipalities();
        on("GET", "/api/membership/funding-periods", Reply.ok(PERIODS));
        on(
                "GET",
                "/api/membership/funding-periods/gk-2023",
                Reply.ok(PERIOD).with("ETag", "\"1\""));
        on("GET", "/api/membership/funding-periods/gk-2023/history", Reply.ok(CORRECTIONS));
        on("PUT", "/api/membership/funding-periods/[^/]+", Reply.ok(PERIOD));
        on("GET", "/api/membership/register", Reply.ok("{}"));
        String running = registerImport(REQUEST, "WRITING", "500");
        String refused = registerImport(RECEIPT, "REFUSED", "0");
        on(
                "GET",
                "/api/membership/register-imports",
                Reply.ok("{\"items\":[" + running + "," + refused + "]}"));
        on("GET", "/api/membership/register-imports/" + REQUEST, Reply.ok(running));
        on("GET", "/api/membership/register-imports/" + RECEIPT, Reply.ok(refused));
        on("POST", "/api/membership/register-imports", Reply.json(202, running));
        on(
                "GET",
                "/api/membership/people",
                (_, _) -> Reply.ok("{\"items\":[" + String.join(",", people.values()) + "]}"));
        on("GET", "/api/membership/people/([^/]+)", (_, p) -> me(p.group(1)));
        on(
                "GET",
                "/api/membership/people/[^/]+/history",
                Reply.ok(
                        """
                        {"items":[{"at":"2026-02-01T10:00:00Z","by":"project-lead","field":"affiliations/09573","before":"MEMBER","after":"LEAD"},
                        {"at":"2026-01-02T10:00:00Z","by":"member","field":"directory/topics","after":"monitoring, ehrenamt"},
                        {"at":"2026-01-02T10:00:00Z","by":"member","field":"directory/listed","after":"true"},
                        {"at":"2026-01-02T10:00:00Z","by":"member","field":"directory/visibility/telephone","before":"TEAM","after":"PUBLIC"},
                        {"at":"2026-01-01T10:00:00Z","by":"gone","field":"roles","after":"ADVISER, EDITOR"}]}
                        """));
        on("PUT", "/api/membership/people/([^/]+)/roles", (_, p) -> me(p.group(1)));
        on("PUT", "/api/membership/people/([^/]+)/affiliations/.*", (_, p) -> me(p.group(1)));
        on("DELETE", "/api/membership/people/([^/]+)/affiliations/.*", (_, p) -> me(p.group(1)));
        on("POST", "/api/membership/people/([^/]+)/merge", (_, p) -> me(p.group(1)));
        on(
                "GET",
                "/api/membership/duplicates",
                Reply.ok(
                        """
                        {"items":[{"reason":"SAME_NAME_AND_MUNICIPALITY",
                         "first":{"id":"lead","name":"Amira Haddad","email":"a@freising.example","municipalities":["09178"],"registeredAt":"2024-02-01T10:00:00Z"},
                         "second":{"id":"member","name":"Dr. Amira Haddad","email":"b@freising.example","municipalities":[],"registeredAt":"2025-02-01T10:00:00Z"},
                         "distinctSince":"2026-01-01T10:00:00Z","distinctBy":"project-lead"}],"next":"more"}
                        """));
        on("PUT", "/api/membership/duplicates/.*", Reply.ok("{}"));
        on("DELETE", "/api/membership/duplicates/.*", Reply.ok("{}"));
        on("POST", "/api/membership/people/names", (a, _) -> names(a));
        on("POST", "/api/membership/invitations", (_, _) -> Reply.json(201, people.get("invited")));
        directory();
        lists();
        events();
        advice();
        newsletter();
        on("GET", "/api/(membership|events|newsletter)/retention", Reply.ok("{\"items\":[]}"));
        on("GET", "/api/advisory/retention", Reply.ok("{\"items\":[" + RULES + "]}"));
        on("POST", "/api/advisory/retention/.*", Reply.ok("{}"));
        on("DELETE", "/api/advisory/retention/.*", Reply.ok("{}"));
        on("GET", "/api/streams", Reply.ok(STREAMS));
        on("GET", "/api/analytics/figures", Reply.ok(FIGURES));
    }

    private static final String UNIT =
            """
            {"key":"09178","ars":"09178","designation":"Landkreis","name":"Freising","displayName":"Landkreis Freising","kind":"DISTRICT","region":"Oberbayern","population":184433,"populationOn":"2022-12-31","level":"PARTNER","partner":true,"admittedOn":"2023-04-01","levelSince":"2023-04-01","contract":{"from":"2023-04-01","to":"2026-03-31","minutesPerWeek":450}}
            """;

    private static final String LEFT =
            """
            {"key":"v-0a1b2c3d","name":"Quittenbund e. V.","displayName":"Quittenbund e. V.","kind":"ASSOCIATION","level":"MEMBER","partner":false,"admittedOn":"2024-04-01","levelSince":"2024-04-01","leftOn":"2026-01-01","leavingReason":"OWN_WISH"}
            """;

    private static final String UNIT_CHANGES =
            """
            {"items":[{"at":"2026-02-01T10:00:00Z","by":"project-lead","field":"contract/minutesPerWeek","before":"600","after":"450"},
            {"at":"2026-01-01T10:00:00Z","by":"gone","field":"level","before":"MEMBER","after":"PARTNER"},
            {"at":"2026-01-01T10:00:00Z","by":"gone","field":"levelSince","after":"2023-04-01"}]}
            """;

    static final String APPLIED =
            """
            {"id":"%s","status":"RECEIVED","municipality":"09184131","unitName":"Gemeinde Quittenau <b>","official":false,"belongs":false,"level":"MEMBER",
             "applicant":{"givenName":"Zoe","familyName":"Quitte","name":"Zoe Quitte","email":"zoe@quittenau.example","locale":"de","position":"Integrationsbeauftragte","message":"Wir machen gern mit."},
             "receivedAt":"2026-11-20T10:00:00Z","confirmedAt":"2026-11-20T11:00:00Z"}
            """
                    .formatted(APPLICATION);

    private void municipalities() {
        String units = "/api/membership/municipalities";
        on(
                "GET",
                units,
                (a, _) ->
                        String.valueOf(a.query()).contains("left=true")
                                ? Reply.ok("{\"items\":[" + LEFT + "]}")
                                : Reply.ok(MUNICIPALITIES));
        on("GET", units + "/09178", Reply.ok(UNIT).with("ETag", "\"3\""));
        on("GET", units + "/v-0a1b2c3d", Reply.ok(LEFT).with("ETag", "\"2\""));
        on("GET", units + "/[^/]+/history", Reply.ok(UNIT_CHANGES));
        on("PUT", units + "/[^/]+", Reply.ok(UNIT));
        on("POST", units, Reply.json(201, LEFT));
        on("POST", units + "/[^/]+/leaving", Reply.ok(UNIT));
        on(
                "GET",
                "/api/membership/administrative-units",
                Reply.ok(
                        """
                        {"items":[{"key":"09184131","level":"MUNICIPALITY","displayName":"Gemeinde Quittenau (Landkreis München)"},
                        {"key":"09161000","level":"MUNICIPALITY","displayName":"Stadt Ingolstadt","sameAs":"09161"}]}
                        """));
        on(
                "GET",
                "/api/membership/administrative-units/[^/]+",
                Reply.ok(
                        "{\"key\":\"09184131\",\"level\":\"MUNICIPALITY\",\"displayName\":\"Gemeinde"
                            + " Quittenau\"}"));
        String applications = "/api/membership/applications";
        on("GET", applications, Reply.ok("{\"items\":[" + APPLIED + "]}"));
        on(
                "GET",
                applications + "/words",
                Reply.ok(
                        "{\"version\":\"v1\",\"locale\":\"de\",\"assurance\":\"Ich"
                                + " darf.\",\"notice\":\"Wir löschen.\"}"));
        on("GET", applications + "/" + APPLICATION, Reply.ok(APPLIED).with("ETag", "\"2\""));
        on("POST", applications, Reply.json(202, "{\"status\":\"CONFIRMATION_PENDING\"}"));
        on("POST", applications + "/confirmation", Reply.ok("{\"status\":\"RECEIVED\"}"));
        on("POST", applications + "/withdrawal", Reply.ok("{\"status\":\"WITHDRAWN\"}"));
        on("POST", applications + "/[^/]+/(approval|decline)", Reply.ok(APPLIED));
    }

    static String list(String id, String stage, int done, int invited) {
        return """
        {"id":"%s","stage":"%s","format":"CSV","mine":true,"receivedAt":"2026-11-24T09:00:00Z",
         "keptUntil":"2026-11-25T09:00:00Z","skipFlawed":false,"total":4,"done":%d,
         "checked":{"ready":1,"known":0,"invitedBefore":0,"twice":1,"likelyKnown":1,"refused":1,"invited":0},
         "carriedOut":{"ready":0,"known":0,"invitedBefore":0,"twice":1,"likelyKnown":1,"refused":1,"invited":%d},
         "ignoredColumns":["Telefon"]}
        """
                .formatted(id, stage, done, invited);
    }

    private static final String ROWS =
            """
            {"items":[
            {"row":2,"givenName":"Ada","familyName":"Neu","email":"ada@x.example","municipality":"09178","role":"MEMBER","locale":"de","outcome":"READY","detail":"Wird eingeladen.","problems":[],
             "notes":[{"field":"municipality","code":"leading-zero","detail":"Die führende Null fehlte und wurde ergänzt."}]},
            {"row":3,"givenName":"<b>Bea</b>","familyName":"Falsch","email":"nobody","municipality":"Nirgends","locale":"de","outcome":"REFUSED","detail":"Kann so nicht eingeladen werden.",
             "problems":[{"field":"email","code":"email","detail":"Das ist keine E-Mail-Adresse."},{"code":"not-allowed","detail":"Das dürfen Sie nicht."}],"notes":[]}],"next":"abc"}
            """;

    private void lists() {
        String imports = "/api/membership/people-imports";
        String first = list(LIST, "CHECKED", 0, 0);
        on(
                "GET",
                imports,
                Reply.ok("{\"items\":[" + first + "," + list(DONE_LIST, "DONE", 4, 1) + "]}"));
        on("POST", imports, Reply.json(201, first));
        on("GET", imports + "/" + LIST, Reply.ok(first));
        on("GET", imports + "/" + RUNNING_LIST, Reply.ok(list(RUNNING_LIST, "RUNNING", 2, 1)));
        on("GET", imports + "/" + DONE_LIST, Reply.ok(list(DONE_LIST, "DONE", 4, 1)));
        on("GET", imports + "/[^/]+/rows", Reply.ok("{\"items\":[]}"));
        on("GET", imports + "/" + LIST + "/rows", Reply.ok(ROWS));
        on("POST", imports + "/" + LIST + "/(start|cancellation)", Reply.json(202, first));
        Reply file =
                new Reply(
                        200,
                        "text/csv;charset=UTF-8",
                        "Vorname",
                        Map.of("Content-Disposition", "attachment; filename=\"personen.csv\""));
        on("GET", imports + "/template", file);
        on("GET", "/api/membership/people/export", file);
    }

    private static final String CONSENTS =
            """
            {"asOf":"2026-11-24T10:00:00Z","items":[
            {"subscription":"s1","status":"CONFIRMED","version":"2026-11","text":"Ich möchte den Newsletter erhalten.","form":"http://localhost:8080/newsletter","requestedAt":"2026-11-20T10:00:00Z","confirmationMail":"m1","confirmedAt":"2026-11-20T10:05:00Z"},
            {"subscription":"s2","status":"ENDED","version":"2025-01","text":"Ja, gern.","form":"http://localhost:8080/newsletter","requestedAt":"2025-11-20T10:00:00Z","confirmedAt":"2025-11-20T10:05:00Z","withdrawnAt":"2025-12-20T10:05:00Z","ending":"UNSUBSCRIBED"},
            {"subscription":"s3","status":"PENDING","version":"2026-11","text":"Ja, auch.","form":"http://localhost:8080/newsletter","requestedAt":"2026-11-23T10:00:00Z"}]}
            """;

    private static final String RULES =
            """
            {"code":"closed-requests","name":"Texte beendeter Anfragen","starts":"Abschluss","period":"P3Y","yearEnd":true,"effect":"ANONYMISE","norm":"Art. 5 DSGVO",
             "due":{"count":4,"references":["r1","r2"],"next":"2028-01-01"},
             "notice":{"shownAt":"2026-11-20T03:00:00Z","count":3,"references":["r1","r2"],"actOn":"2026-11-27"},
             "holds":[{"id":"h1","item":"r1","until":"2027-01-31","reason":"Streitfall","by":"administrator","at":"2026-11-21T09:00:00Z"}],
             "runs":[{"at":"2026-01-08T03:00:00Z","shownAt":"2026-01-01T03:00:00Z","shown":9,"acted":8,"complete":true},
                     {"at":"2025-01-08T03:00:00Z","shownAt":"2025-01-01T03:00:00Z","shown":9000,"acted":5000,"complete":false}],"checkedOn":"2026-11-24"},
            {"code":"proofs","name":"Nachweise","starts":"Erfassung","period":"P10Y","yearEnd":true,"effect":"PROPOSE","norm":"§ 147 AO",
             "due":{"count":1,"references":["p1"]},"notice":{"shownAt":"2026-11-20T03:00:00Z","count":1,"references":["p1"],"actOn":"2026-11-27"},
             "holds":[],"runs":[]},
            {"code":"readings","name":"Zugriffe","starts":"Zugriff","period":"P1Y","yearEnd":false,"effect":"DELETE","norm":"Art. 32 DSGVO",
             "due":{"count":0,"references":[]},"holds":[{"id":"h2","until":"2099-01-31","reason":"Prüfung","by":"gone","at":"2026-11-21T09:00:00Z"}],"runs":[]}
            """;

    private static final String STREAMS =
            """
            {"asyncapi":"/api/streams/asyncapi.json","items":[
            {"name":"events.event","description":"Veranstaltungen","partitions":3,"link":"/api/streams/events.event","types":[
              {"type":"events.event-published.v1","title":"Event published","description":"","schema":"/api/streams/schemas/events.event-published.v1.json"},
              {"type":"events.registration-confirmed.v1","title":"Registration confirmed","description":"","schema":"/api/streams/schemas/events.registration-confirmed.v1.json"}]},
            {"name":"membership.person","description":"Personen","partitions":3,"link":"/api/streams/membership.person","types":[
              {"type":"membership.person-joined.v1","title":"Person joined","description":"","schema":"/api/streams/schemas/membership.person-joined.v1.json"}]}]}
            """;

    private static final String FIGURES =
            """
            {"asOf":"2026-11-22T10:00:00Z","attendances":128,"attendedMinutes":41280,"eventsHeld":9,
             "eventsWithAttendance":8,"adviceRequests":17,"adviceConcluded":12,"effortMinutes":1935,
             "municipalitiesSupported":7,"subscribers":214}
            """;

    private void issuer() {
        on("GET", "/oauth2/jwks", (_, _) -> Reply.ok(new JWKSet(key.toPublicJWK()).toString()));
        on(
                "GET",
                "/oauth2/authorize",
                (a, _) -> {
                    Map<String, String> query = parameters(a.query());
                    String code = UUID.randomUUID().toString();
                    codes.put(
                            code,
                            new String[] {
                                query.getOrDefault("as", signsIn), query.getOrDefault("nonce", "")
                            });
                    return new Reply(302, "text/plain", "", Map.of())
                            .with(
                                    "Location",
                                    query.get("redirect_uri")
                                            + "?code="
                                            + code
                                            + "&state="
                                            + java.net.URLEncoder.encode(
                                                    query.get("state"), StandardCharsets.UTF_8));
                });
        on("POST", "/oauth2/token", (a, _) -> token(parameters(a.body())));
    }

    private Reply token(Map<String, String> form) {
        if (form.getOrDefault("grant_type", "").equals("refresh_token")) {
            String person = form.get("refresh_token").substring("refresh-".length());
            return refreshRefused
                    ? Reply.json(400, "{\"error\":\"invalid_grant\"}")
                    : tokens(person, Optional.empty());
        }
        String[] code = codes.remove(form.getOrDefault("code", ""));
        return code == null || form.get("code_verifier") == null
                ? Reply.json(400, "{\"error\":\"invalid_grant\"}")
                : tokens(code[0], Optional.of(code[1]));
    }

    private Reply tokens(String person, Optional<String> nonce) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer(url())
                        .subject(person)
                        .audience("portal")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(Duration.ofMinutes(30))));
        nonce.ifPresent(n -> claims.claim("nonce", n));
        try {
            SignedJWT id =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("fake").build(),
                            claims.build());
            id.sign(new RSASSASigner(key));
            return Reply.ok(
                    """
                    {"access_token":"token-%s-%s","token_type":"Bearer","expires_in":%d,
                     "refresh_token":"refresh-%s","scope":"openid","id_token":"%s"}
                    """
                            .formatted(
                                    person,
                                    UUID.randomUUID().toString().replace("-", ""),
                                    tokenSeconds,
                                    person,
                                    id.serialize()));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private Reply me(String person) {
        String known = people.get(person);
        return known == null
                ? Reply.problem(404, "person-not-found", "Person nicht gefunden", "Unbekannt.")
                : Reply.ok(known).with("ETag", "\"3\"");
    }

    private Reply accepted(String person) {
        people.computeIfPresent(person, (_, json) -> json.replace("INVITED", "ACTIVE"));
        return me(person);
    }

    private static Reply erasure() {
        return Reply.ok(
                """
                {"receipt":"%s","status":"COMPLETED","requestedAt":"2026-11-22T10:00:00Z",
                 "completedAt":"2026-11-22T10:00:02Z","services":[
                 {"service":"membership","confirmed":true,"confirmedAt":"2026-11-22T10:00:00Z"},
                 {"service":"identity","confirmed":true,"confirmedAt":"2026-11-22T10:00:01Z"},
                 {"service":"events","confirmed":true,"confirmedAt":"2026-11-22T10:00:02Z"},
                 {"service":"advisory","confirmed":true,"confirmedAt":"2026-11-22T10:00:02Z"},
                 {"service":"newsletter","confirmed":true,"confirmedAt":"2026-11-22T10:00:02Z"}],
                 "holds":[{"service":"events","what":"attendance-proof","reason":"proof-of-use",
                 "explanation":"Nachweis über die Teilnahme, aufbewahrt für den Fördergeber."}],
                 "forgottenBy":{"storeFiles":"2026-11-23T10:00:02Z","backups":"2026-12-22T10:00:02Z",
                 "logs":"2026-12-06T10:00:02Z"}}
                """
                        .formatted(RECEIPT));
    }

    private static Reply network(Asked asked) {
        boolean english = asked.headers().getOrDefault("accept-language", "").startsWith("en");
        return Reply.ok(
                """
                {"name":"Gemeinsam Kommune","subtitle":"Netzwerk kommunale Integrationsarbeit Bayern",
                 "carrier":{"name":"VIA Bayern – Verband für interkulturelle Arbeit e. V.","place":"München"},
                 "programme":"Asyl-, Migrations- und Integrationsfonds (AMIF) 2021–2027 der Europäischen Union",
                 "objective":"Spezifisches Ziel 2: legale Migration und Integration",
                 "description":"%s",
                 "topics":[{"code":"integration-monitoring","name":"Integrationsmonitoring aufbauen"},
                 {"code":"public-relations","name":"Öffentlichkeitsarbeit"},
                 {"code":"citizen-dialogues","name":"Bürgerdialoge und Veranstaltungen"},
                 {"code":"networking","name":"Vernetzung und kollegialer Austausch"},
                 {"code":"accommodation","name":"Unterbringung von Geflüchteten"},
                 {"code":"housing","name":"Wohnungsnot"}],
                 "currentPeriod":{"code":"demo","name":"Demo","funder":"Demo-Fördergeber","programme":"Demo-Programm","from":"2026-04-01","to":"2029-03-31",
                 "totalCents":120000000,"grantCents":108000000,"rate":90,"specificObjective":"2",
                 "approximate":false,"demo":true,"running":true}}
                """
                        .formatted(
                                english
                                        ? "Gemeinsam Kommune connects the officers who are"
                                                + " responsible for integration in Bavarian"
                                                + " districts, cities and municipalities."
                                        : "Gemeinsam Kommune verbindet die Fachkräfte, die in"
                                                + " bayerischen Landkreisen, Städten und Gemeinden"
                                                + " für Integration zuständig sind. Das Netzwerk"
                                                + " berät und begleitet sie und bringt sie"
                                                + " zusammen."));
    }

    private Reply names(Asked asked) {
        StringBuilder items = new StringBuilder();
        people.forEach(
                (id, json) -> {
                    if (asked.body().contains("\"" + id + "\"")) {
                        String name = json.replaceAll("(?s).*\"name\":\"([^\"]+)\".*", "$1");
                        items.append(items.isEmpty() ? "" : ",")
                                .append("{\"id\":\"%s\",\"name\":\"%s\"}".formatted(id, name));
                    }
                });
        return Reply.ok("{\"items\":[" + items + "]}");
    }

    static final String COLLEAGUE = "aaaaaaaa-aaaa-5aaa-8aaa-aaaaaaaaaaaa";

    private static final String OPEN_COLLEAGUE =
            """
            {"id":"%s","name":"Lukas Brandl","topics":["monitoring"],"municipalities":[
            {"key":"09178","name":"Landkreis Freising","kind":"DISTRICT","size":"MEDIUM_DISTRICT"}]}
            """
                    .formatted(COLLEAGUE);

    private static final String KNOWN_COLLEAGUE =
            """
            {"id":"%s","name":"Lukas Brandl","topics":["monitoring","ehrenamt"],"municipalities":[
            {"key":"09178","name":"Landkreis Freising","kind":"DISTRICT","size":"MEDIUM_DISTRICT"}],
            "email":"lukas@freising.example","telephone":"+4989123456",
            "position":"Integrationslotse <b>","experience":"Zwölf Indikatoren.\\nErster Bericht."}
            """
                    .formatted(COLLEAGUE);

    private static final String ENTRY =
            """
            {"listed":true,"position":"Integrationsbeauftragte","telephone":"+4989123456",
             "topics":["monitoring"],"experience":"Zwölf Indikatoren.","visibility":{
             "name":"MEMBERS","email":"TEAM","municipality":"MEMBERS","position":"MEMBERS",
             "telephone":"TEAM","topics":"MEMBERS","experience":"TEAM"}}
            """;

    private void directory() {
        on(
                "GET",
                "/api/membership/directory",
                (a, _) -> {
                    String known = person(a).isEmpty() ? OPEN_COLLEAGUE : KNOWN_COLLEAGUE;
                    boolean none = a.query().contains("q=niemand");
                    return Reply.ok(
                            "{\"items\":["
                                    + (none ? "" : known)
                                    + "]"
                                    + (none || a.query().contains("cursor=")
                                            ? ""
                                            : ",\"next\":\"abc\"")
                                    + "}");
                });
        on(
                "GET",
                "/api/membership/directory/topics",
                Reply.ok(
                        """
                        {"items":[{"code":"monitoring","name":"Integrationsmonitoring aufbauen"},
                        {"code":"ehrenamt","name":"Zusammenarbeit mit Ehrenamt und Helferkreisen"}]}
                        """));
        on(
                "GET",
                "/api/membership/directory/" + COLLEAGUE,
                (a, _) -> Reply.ok(person(a).isEmpty() ? OPEN_COLLEAGUE : KNOWN_COLLEAGUE));
        on(
                "GET",
                "/api/membership/me/directory-entry",
                (_, _) -> Reply.ok(ENTRY).with("ETag", "\"3\""));
        on("PUT", "/api/membership/me/directory-entry", Reply.ok(ENTRY).with("ETag", "\"4\""));
        on(
                "GET",
                "/api/membership/me/directory-entry/preview",
                Reply.ok("{\"team\":" + KNOWN_COLLEAGUE + ",\"members\":" + OPEN_COLLEAGUE + "}"));
    }

    private void events() {
        String open =
                event(
                        EVENT,
                        "Netzwerktreffen Herbst: Zusammenarbeit mit Ehrenamt",
                        "netzwerktreffen",
                        "München, Haus der Verbände",
                        12,
                        60,
                        23,
                        0,
                        "PUBLISHED",
                        "");
        String full =
                event(
                        FULL_EVENT,
                        "Fortbildung: Leichte Sprache für Amtsschreiben",
                        "fortbildung",
                        "Fürth",
                        26,
                        14,
                        0,
                        3,
                        "PUBLISHED",
                        "");
        String online =
                event(
                        "99999999-9999-5999-8999-999999999999",
                        "Online-Austausch: Einbürgerungsfeier planen",
                        "austauschrunde",
                        "",
                        33,
                        80,
                        80,
                        0,
                        "PUBLISHED",
                        ",\"onlineUrl\":\"https://konferenz.example/raum\"");
        String draft =
                event(
                        DRAFT,
                        "Workshop Kaufbeuren: Unser Weg zum Integrationsbericht",
                        "workshop",
                        "Kaufbeuren, Rathaus",
                        47,
                        25,
                        25,
                        0,
                        "DRAFT",
                        "");
        String held =
                event(
                        HELD,
                        "Netzwerktreffen Frühjahr: Integration messen – aber wie?",
                        "netzwerktreffen",
                        "München",
                        -9,
                        60,
                        58,
                        0,
                        "HELD",
                        "");
        on(
                "GET",
                "/api/events/events",
                (a, _) ->
                        Reply.ok(
                                "{\"items\":["
                                        + (a.query().contains("DRAFT")
                                                ? draft
                                                : a.query().contains("CANCELLED")
                                                        ? ""
                                                        : a.query().contains("from=")
                                                                ? held + "," + open
                                                                : open + "," + full + "," + online)
                                        + "]}"));
        on("POST", "/api/events/events", Reply.json(201, draft));
        on("PUT", "/api/events/events/[^/]+", Reply.ok(draft));
        on("GET", "/api/events/events/" + EVENT, Reply.ok(open).with("ETag", "\"5\""));
        on("GET", "/api/events/events/" + FULL_EVENT, Reply.ok(full).with("ETag", "\"5\""));
        on("GET", "/api/events/events/" + DRAFT, Reply.ok(draft).with("ETag", "\"1\""));
        on("GET", "/api/events/events/" + HELD, Reply.ok(held).with("ETag", "\"8\""));
        on("POST", "/api/events/events/[^/]+/(publication|cancellation)", Reply.ok(open));
        on(
                "GET",
                "/api/events/formats",
                Reply.ok(
                        """
                        {"items":[{"code":"netzwerktreffen","name":"Netzwerktreffen"},
                        {"code":"austauschrunde","name":"Online-Austauschrunde"},
                        {"code":"fortbildung","name":"Fortbildung"},{"code":"workshop","name":"Workshop"}]}
                        """));
        String registration =
                """
                {"id":"r-%s","event":"%s","status":"%s"%s,"person":"%s","municipality":"%s",
                 "registeredAt":"2026-11-20T10:00:00Z"}
                """;
        on(
                "POST",
                "/api/events/events/" + EVENT + "/registrations",
                Reply.json(
                        201, registration.formatted(1, EVENT, "CONFIRMED", "", "member", "09178")));
        on(
                "POST",
                "/api/events/events/" + FULL_EVENT + "/registrations",
                Reply.json(
                        201,
                        registration.formatted(
                                2, FULL_EVENT, "WAITING", ",\"position\":4", "member", "09178")));
        on(
                "GET",
                "/api/events/events/[^/]+/registrations",
                (_, _) ->
                        Reply.ok(
                                "{\"items\":["
                                        + registration.formatted(
                                                1, HELD, "CONFIRMED", "", "member", "09178")
                                        + ","
                                        + registration.formatted(
                                                2,
                                                HELD,
                                                "CONFIRMED",
                                                ",\"minutes\":330",
                                                "lead",
                                                "09178")
                                        + ","
                                        + registration.formatted(
                                                3,
                                                HELD,
                                                "WAITING",
                                                ",\"position\":1",
                                                "invited",
                                                "09573")
                                        + "]}"));
        on(
                "POST",
                "/api/events/events/[^/]+/registrations/[^/]+/(attendance|cancellation)",
                Reply.ok(registration.formatted(1, EVENT, "CONFIRMED", "", "member", "09178")));
        on(
                "GET",
                "/api/events/registrations/mine",
                (a, _) ->
                        Reply.ok(
                                person(a).equals("member")
                                        ? """
                                        {"items":[{"id":"r-1","event":"%s","title":"Netzwerktreffen Herbst: Zusammenarbeit mit Ehrenamt",
                                        "startsAt":"%s","endsAt":"%s","eventStatus":"PUBLISHED","status":"CONFIRMED","registeredAt":"2026-11-20T10:00:00Z"},
                                        {"id":"r-2","event":"%s","title":"Fortbildung: Leichte Sprache für Amtsschreiben",
                                        "startsAt":"%s","endsAt":"%s","eventStatus":"PUBLISHED","status":"WAITING","position":2,"registeredAt":"2026-11-20T10:00:00Z"},
                                        {"id":"r-3","event":"%s","title":"Netzwerktreffen Frühjahr: Integration messen – aber wie?",
                                        "startsAt":"%s","endsAt":"%s","eventStatus":"HELD","status":"CONFIRMED","minutes":330,"registeredAt":"2026-11-01T10:00:00Z"}]}
                                        """
                                                .formatted(
                                                        EVENT,
                                                        at(12, 10, 0),
                                                        at(12, 16, 0),
                                                        FULL_EVENT,
                                                        at(26, 10, 0),
                                                        at(26, 16, 0),
                                                        HELD,
                                                        at(-9, 10, 0),
                                                        at(-9, 16, 0))
                                        : "{\"items\":[]}"));
    }

    private static String request(String id, String subject, String status, String more) {
        return """
        {"id":"%s","topic":"monitoring","subject":"%s",
         "question":"Unser Landkreis möchte einen ersten Integrationsbericht vorlegen.\\nWelche zwölf Indikatoren eignen sich für den Anfang, und wie gehen wir mit kleinen Fallzahlen um?",
         "municipality":"09178","contactBy":"VIDEO","status":"%s",
         "receivedAt":"2026-11-12T09:30:00Z","asker":"member"%s}
        """
                .formatted(id, subject, status, more);
    }

    private void advice() {
        String received =
                request(REQUEST, "Neu im Amt – wo anfangen?", "RECEIVED", ",\"replies\":[]");
        String accepted =
                request(
                        ACCEPTED,
                        "Welche Indikatoren eignen sich für einen ersten Integrationsbericht?",
                        "ACCEPTED",
                        """
                        ,"adviser":"adviser","acceptedAt":"2026-11-13T08:00:00Z","replies":[
                        {"id":"a","by":"ADVISER","author":"adviser","text":"Vielen Dank für Ihre Frage. Für den Anfang empfehlen wir ein Startset mit zwölf Indikatoren aus fünf Feldern. Passt Ihnen ein Videogespräch am Dienstag?","at":"2026-11-13T08:20:00Z"},
                        {"id":"b","by":"ASKER","author":"member","text":"Dienstag passt gut, am liebsten vormittags.","at":"2026-11-13T09:05:00Z"}],
                        "efforts":[{"id":"e","activity":"PREPARATION","minutes":45,"on":"2026-11-13","by":"adviser"},
                        {"id":"f","activity":"CONVERSATION","minutes":90,"on":"2026-11-17","by":"adviser"}],"effortMinutes":135
                        """);
        on(
                "GET",
                "/api/advisory/requests",
                (a, _) ->
                        Reply.ok(
                                "{\"items\":["
                                        + (a.query().contains("CONCLUDED")
                                                ? ""
                                                : received + "," + accepted)
                                        + "]}"));
        on("POST", "/api/advisory/requests", Reply.json(201, received));
        on("GET", "/api/advisory/requests/" + REQUEST, Reply.ok(received).with("ETag", "\"1\""));
        on("GET", "/api/advisory/requests/" + ACCEPTED, Reply.ok(accepted).with("ETag", "\"6\""));
        on("POST", "/api/advisory/requests/[^/]+/[a-z]+", Reply.ok(accepted));
        on("GET", "/api/advisory/requests/" + REQUEST + "/accesses", Reply.ok("{\"items\":[]}"));
        on(
                "GET",
                "/api/advisory/requests/" + ACCEPTED + "/accesses",
                (a, _) -> accesses(person(a)));
        on(
                "GET",
                "/api/advisory/topics",
                Reply.ok(
                        """
                        {"items":[{"key":"monitoring","name":"Integrationsmonitoring aufbauen"},
                        {"key":"ehrenamt","name":"Zusammenarbeit mit Ehrenamt und Helferkreisen"},
                        {"key":"buergerdialog","name":"Bürgerdialog vorbereiten und moderieren"}]}
                        """));
    }

    private void newsletter() {
        on(
                "GET",
                "/api/newsletter/consent-text",
                Reply.ok(
                        """
                        {"version":"1","locale":"de","text":"Ja, ich möchte den Newsletter erhalten."}
                        """));
        on(
                "POST",
                "/api/newsletter/subscriptions",
                Reply.json(202, "{\"status\":\"CONFIRMATION_PENDING\"}"));
        on(
                "POST",
                "/api/newsletter/subscriptions/confirmation",
                Reply.ok("{\"status\":\"CONFIRMED\"}"));
        on("POST", "/api/newsletter/unsubscribe/[^/]+", Reply.json(204, ""));
        on("GET", "/api/newsletter/me/consents", Reply.ok(CONSENTS));
        on("POST", "/api/newsletter/consents/look-ups", Reply.ok(CONSENTS));
        on("POST", "/api/newsletter/data-links", Reply.json(202, "{\"status\":\"LINK_PENDING\"}"));
        on(
                "POST",
                "/api/newsletter/data",
                Reply.ok(
                        """
                        {"address":"a@b.example","collectedAt":"2026-11-24T10:00:00Z",
                        "subscriptions":[{"id":"s","status":"CONFIRMED","address":"a@b.example","name":"A. B.",
                        "locale":"de","lists":["network"],"requestedAt":"2026-11-20T10:00:00Z",
                        "confirmedAt":"2026-11-20T10:05:00Z"}],
                        "consents":[{"subscription":"s","version":"2026-11","text":"Ich möchte den Newsletter.",
                        "form":"x","requestedAt":"2026-11-20T10:00:00Z"}],
                        "mails":[{"kind":"EDITION","state":"SENT","queuedAt":"2026-11-21T10:00:00Z",
                        "settledAt":"2026-11-21T10:01:00Z","attempts":1,"about":{}}],
                        "objectedAt":"2026-11-22T10:00:00Z"}
                        """));
        on("POST", "/api/newsletter/data/deletion", Reply.json(204, ""));
        on(
                "GET",
                "/api/newsletter/subscribers/count",
                Reply.ok("{\"confirmed\":214,\"pending\":3}"));
        String draft =
                """
                {"id":"%s","subject":"Netzwerk-Newsletter: Herbsttreffen, neue Handreichung, Fördertipp","blocks":[
                {"kind":"TEXT","heading":"Editorial","markdown":"Liebe Kolleginnen und Kollegen,\\n\\nder Herbst bringt volle Terminkalender – und hoffentlich gute Gespräche."},
                {"kind":"EVENT","event":"%s"}],"status":"DRAFT","demo":true,"createdAt":"2026-11-20T10:00:00Z"}
                """
                        .formatted(EDITION, EVENT);
        String sent =
                draft.replace(EDITION, RECEIPT)
                        .replace("Herbsttreffen, neue Handreichung, Fördertipp", "Sommerausgabe")
                        .replace("DRAFT", "SENT")
                        .replace(
                                "\"createdAt\":\"2026-11-20T10:00:00Z\"",
                                "\"createdAt\":\"2026-07-01T10:00:00Z\",\"releasedAt\":\"2026-07-02T08:00:00Z\",\"recipients\":198,\"sent\":197,\"failed\":1");
        on("GET", "/api/newsletter/editions", Reply.ok("{\"items\":[" + draft + "," + sent + "]}"));
        on("POST", "/api/newsletter/editions", Reply.json(201, draft));
        on("GET", "/api/newsletter/editions/" + EDITION, Reply.ok(draft).with("ETag", "\"2\""));
        on("GET", "/api/newsletter/editions/" + RECEIPT, Reply.ok(sent).with("ETag", "\"9\""));
        on("PUT", "/api/newsletter/editions/[^/]+", Reply.ok(draft));
        on("POST", "/api/newsletter/editions/[^/]+/tests", Reply.json(202, ""));
        on("POST", "/api/newsletter/editions/[^/]+/release", Reply.json(202, draft));
        on(
                "GET",
                "/api/newsletter/editions/[^/]+/deliveries",
                Reply.ok("{\"states\":{\"SENT\":197,\"FAILED\":1}}"));
        on(
                "GET",
                "/api/newsletter/editions/[^/]+/preview",
                new Reply(200, "text/html", "<html><body>Vorschau</body></html>", Map.of()));
    }
}
