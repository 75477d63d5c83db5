package de.gemeinsamkommune.membership;

import static de.gemeinsamkommune.membership.Network.invitation;
import static de.gemeinsamkommune.membership.Network.uniqueAddress;
import static de.gemeinsamkommune.membership.Network.with;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.testsupport.BadInputKit;
import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestClient.Answer;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

@MembershipTest
class BadInputTest {

    private static final String INVITATIONS = "/api/membership/invitations";

    @Autowired TestClient client;
    @Autowired TestIssuer issuer;
    @Autowired ApplicationContext context;
    private Network network;

    @BeforeEach
    void enter() {
        network = new Network(client, issuer);
    }

    /**
     * The kit calls as people nobody has heard of, who are refused before a record is looked up.
     */
    @Test
    void every_endpoint_refuses_what_makes_no_sense() {
        new BadInputKit(context)
                .unknownAnswers("GET /api/membership/people/{id}", 403)
                .unknownAnswers("GET /api/membership/people/{id}/history", 403)
                .unknownAnswers(
                        "DELETE /api/membership/people/{id}/affiliations/{municipality}", 403)
                .unknownAnswers("POST /api/membership/people/{id}/erasure", 403)
                .unknownAnswers("DELETE /api/membership/duplicates/{id}/distinct/{other}", 403)
                .unknownAnswers("PUT /api/membership/duplicates/{id}/distinct/{other}", 403)
                .unknownAnswers("GET /api/membership/people/{id}/data", 403)
                .unknownAnswers("GET /internal/membership/people/{id}/data", 200)
                .unknownAnswers("GET /api/membership/register-imports/{id}", 403)
                .unknownAnswers("GET /api/membership/people-imports/{id}", 403)
                .unknownAnswers("GET /api/membership/people-imports/{id}/rows", 403)
                .unknownAnswers("POST /api/membership/people-imports/{id}/start", 403)
                .unknownAnswers("POST /api/membership/people-imports/{id}/cancellation", 403)
                .check();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "givenName    | ''",
                "givenName    | 'a\u0000b'",
                "familyName   | '\u202eb'",
                "email        | 'nobody'",
                "email        | ''",
                "municipality | '9178'",
                "locale       | 'fr'"
            })
    void a_wrong_property_is_named_and_explained(String property, String value) {
        Answer answer =
                network.invite(with(invitation(uniqueAddress(), "MEMBER"), property, value));
        answer.expectProblem(400, "invalid-request");
        assertThat(answer.json().get("errors").size()).isEqualTo(1);
        assertThat(answer.json().get("errors").get(0).get("pointer").asString())
                .isEqualTo("#/" + property);
        assertThat(answer.json().get("errors").get(0).get("detail").asString()).isNotBlank();
    }

    @Test
    void names_have_a_longest_length_and_no_controls() {
        Map<String, Object> invitation = invitation(uniqueAddress(), "MEMBER");
        Answer german =
                network.invite(with(invitation, "givenName", "x".repeat(201)))
                        .expectProblem(400, "invalid-request");
        assertThat(german.json().get("errors").get(0).get("detail").asString())
                .isEqualTo("Bitte geben Sie 1 bis 200 Zeichen an, ohne Steuerzeichen.");
        Answer english =
                network.as("ADMINISTRATOR")
                        .with("Accept-Language", "en")
                        .post(INVITATIONS, with(invitation, "givenName", "a\nb"))
                        .expectProblem(400, "invalid-request");
        assertThat(english.json().get("errors").get(0).get("detail").asString())
                .isEqualTo("Please give 1 to 200 characters, without control characters.");
        network.invite(with(invitation, "givenName", "x".repeat(200))).expect(201);
    }

    @Test
    void roles_are_known_ones() {
        Map<String, Object> invitation = invitation(uniqueAddress(), "MEMBER");
        for (Object roles :
                Arrays.asList(
                        List.of(), List.of("KING"), Arrays.asList("MEMBER", null), "MEMBER", 1)) {
            network.invite(with(invitation, "roles", roles)).expectProblem(400, "invalid-request");
        }
        invitation.remove("roles");
        network.invite(invitation).expectProblem(400, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "size=0",
                "size=201",
                "size=x",
                "cursor=x",
                "cursor=WyJ4Il0",
                "cursor=WyJ4IiwieSJd",
                "status=ERASED",
                "status=x"
            })
    void a_list_is_not_asked_for_in_a_way_that_makes_no_sense(String query) {
        assertThat(network.as("ADVISER").get("/api/membership/people?" + query).status())
                .isEqualTo(400);
    }

    @Test
    void nothing_is_known_of_a_municipality_of_another_form() {
        assertThat(
                        network.as("ADVISER")
                                .get("/api/membership/people?municipality=%7B%24ne%3A1%7D")
                                .expect(200)
                                .json()
                                .get("items")
                                .size())
                .isZero();
    }

    @Test
    void too_many_ids_are_refused() {
        List<String> ids = java.util.Collections.nCopies(201, "x");
        network.as("ADVISER")
                .post("/api/membership/people/names", Map.of("ids", ids))
                .expectProblem(400, "invalid-request");
    }

    @Test
    void unknown_paths_are_not_found() {
        network.as("ADMINISTRATOR").get("/api/membership/x").expectProblem(404, "not-found");
        assertThat(network.as("ADMINISTRATOR").get("/api/membership/people/%00").status())
                .isIn(400, 404);
    }
}
