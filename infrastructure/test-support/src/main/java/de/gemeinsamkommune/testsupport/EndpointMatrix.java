package de.gemeinsamkommune.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.defaults.Roles;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Who may call what, written down by the test and asked of the running service: every endpoint with
 * every role, without a token and with a forged one.
 *
 * <pre>{@code
 * new EndpointMatrix(context)
 *         .open("GET /api/events/formats")
 *         .roles("POST /api/events/events", Roles.EDITOR, Roles.PROJECT_LEAD)
 *         .anyPerson("GET /api/events/registrations/mine")
 *         .check();
 * }</pre>
 *
 * <p>The calls are made by people nobody has heard of, with records nobody has and an empty body,
 * so that whoever is let in meets a 400 or 404 but nothing is changed.
 */
public final class EndpointMatrix {

    private static final List<String> PEOPLE =
            List.of(
                    Roles.MEMBER,
                    Roles.LEAD,
                    Roles.ADVISER,
                    Roles.EDITOR,
                    Roles.PROJECT_LEAD,
                    Roles.ANALYST,
                    Roles.FUNDER,
                    Roles.ADMINISTRATOR);
    private static final Set<String> EVERYBODY = Set.of();

    private final List<Endpoint> endpoints;
    private final TestClient client;
    private final TestIssuer issuer = TestIssuer.shared();
    private final Map<String, Set<String>> table = new LinkedHashMap<>();
    private final Set<String> ownRules = new LinkedHashSet<>();

    /** The matrix of a service that runs in the given context. */
    public EndpointMatrix(ApplicationContext service) {
        this.endpoints = Endpoint.of(service);
        this.client =
                new TestClient(
                        service.getEnvironment()
                                .getRequiredProperty("local.server.port", Integer.class));
    }

    /**
     * Anybody may call it.
     *
     * @param endpoint method and pattern, for instance {@code GET /api/events/events/{id}}
     */
    public EndpointMatrix open(String endpoint) {
        return put(endpoint, EVERYBODY);
    }

    /** People and services with one of these roles may call it. */
    public EndpointMatrix roles(String endpoint, String... roles) {
        if (roles.length == 0) {
            throw new IllegalArgumentException(endpoint + " is for nobody");
        }
        return put(endpoint, new LinkedHashSet<>(Arrays.asList(roles)));
    }

    /** Every signed-in person may call it, and no service. */
    public EndpointMatrix anyPerson(String endpoint) {
        return put(endpoint, new LinkedHashSet<>(PEOPLE));
    }

    /**
     * Says of an endpoint already in the table that those let in may still get 403 by a rule about
     * the record, which other tests prove.
     */
    public EndpointMatrix withOwnRules(String endpoint) {
        ownRules.add(endpoint);
        return this;
    }

    private EndpointMatrix put(String endpoint, Set<String> roles) {
        if (table.put(endpoint, roles) != null) {
            throw new IllegalArgumentException(endpoint + " is in the table twice");
        }
        return this;
    }

    /** Fails when the table and the service differ in any endpoint or any answer. */
    public void check() {
        assertThat(endpoints.stream().map(Endpoint::name).distinct())
                .as("endpoints of the service and of the table")
                .containsExactlyInAnyOrderElementsOf(table.keySet());
        List<String> wrong = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            Set<String> allowed = Objects.requireNonNull(table.get(endpoint.name()));
            boolean open = allowed.equals(EVERYBODY);
            ask(endpoint, "nobody", null, open ? Expected.LET_IN : Expected.ASKED, wrong);
            ask(endpoint, "a forger", issuer.forged(), Expected.ASKED, wrong);
            ask(endpoint, "one too late", issuer.expired(), Expected.ASKED, wrong);
            for (String role : PEOPLE) {
                Expected expected =
                        open || allowed.contains(role) ? Expected.LET_IN : Expected.REFUSED;
                ask(endpoint, role, issuer.tokenOfSomebody(role), expected, wrong);
            }
            ask(
                    endpoint,
                    Roles.SERVICE,
                    issuer.serviceToken("membership"),
                    open || allowed.contains(Roles.SERVICE) ? Expected.LET_IN : Expected.REFUSED,
                    wrong);
        }
        assertThat(wrong).as("answers that differ from the table").isEmpty();
    }

    private enum Expected {
        /** 401. */
        ASKED,
        /** 403. */
        REFUSED,
        /** Anything else, but no failure of the service. */
        LET_IN
    }

    private void ask(
            Endpoint endpoint,
            String who,
            @Nullable String token,
            Expected expected,
            List<String> wrong) {
        TestClient as = token == null ? client : client.as(token);
        boolean takesBody = !endpoint.method().equals("GET") && !endpoint.method().equals("DELETE");
        TestClient.Answer answer =
                as.with("Content-Type", endpoint.contentType())
                        .send(endpoint.method(), endpoint.unknownPath(), takesBody ? "{}" : null);
        boolean right =
                switch (expected) {
                    case ASKED -> answer.status() == 401;
                    case REFUSED -> answer.status() == 403;
                    case LET_IN ->
                            answer.status() < 500
                                    && answer.status() != 401
                                    && (answer.status() != 403
                                            || ownRules.contains(endpoint.name()));
                };
        if (!right) {
            wrong.add(
                    "%s as %s: expected to be %s, got %d %s"
                            .formatted(
                                    endpoint.name(),
                                    who,
                                    expected,
                                    answer.status(),
                                    answer.body()));
        }
    }
}
