package de.gemeinsamkommune.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.defaults.ServiceClient;
import de.gemeinsamkommune.fixture.FixtureApplication;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.web.client.HttpClientErrorException;

import tools.jackson.databind.JsonNode;

import java.util.List;

@ServiceTest(application = FixtureApplication.class, properties = "EXTRA=1")
class ServiceTestTest {

    private static final String SHELF =
            "{\"name\":\"Krimis\",\"wood\":\"OAK\",\"boards\":3,\"labels\":[]}";

    @Autowired ApplicationContext context;
    @Autowired Environment environment;
    @Autowired TestClient http;
    @Autowired TestIssuer issuer;
    @Autowired ServiceClient serviceClient;

    private EndpointMatrix matrix() {
        return new EndpointMatrix(context)
                .open("GET /api/fixture/shelves")
                .roles("GET /api/fixture/shelves/{id}", Roles.EDITOR, Roles.SERVICE)
                .roles("POST /api/fixture/shelves", Roles.EDITOR);
    }

    @Test
    void the_service_runs_on_a_database_of_its_own() {
        TestClient editor = http.as(issuer.tokenOfSomebody(Roles.EDITOR));
        String id = editor.post("/api/fixture/shelves", SHELF).expect(201).body();
        assertThat(editor.get("/api/fixture/shelves/" + id).expect(200).body()).isEqualTo("Krimis");

        String uri = environment.getRequiredProperty("MONGODB_URI");
        String database = uri.substring(uri.lastIndexOf('/') + 1);
        assertThat(database).startsWith("fixture_");
        try (MongoClient mongo = MongoClients.create(Parts.shared().mongodbUri())) {
            assertThat(mongo.getDatabase(database).getCollection("shelves").countDocuments())
                    .isPositive();
        }
        assertThat(environment.getProperty("EXTRA")).isEqualTo("1");
        assertThat(environment.getProperty("spring.config.name")).isEqualTo("fixture");
    }

    @Test
    void services_get_their_tokens_from_the_issuer() {
        JsonNode shelves =
                serviceClient
                        .to(http.base())
                        .get()
                        .uri("/api/fixture/shelves")
                        .retrieve()
                        .requiredBody(JsonNode.class);
        assertThat(shelves.path("items").isArray()).isTrue();
        assertThatThrownBy(
                        () ->
                                serviceClient
                                        .to(http.base())
                                        .post()
                                        .uri("/api/fixture/shelves")
                                        .body("{}")
                                        .retrieve()
                                        .toBodilessEntity())
                .isInstanceOf(HttpClientErrorException.Forbidden.class);
        assertThat(
                        new TestClient(Integer.parseInt(issuer.url().replaceAll(".*:", "")))
                                .with("Authorization", "Basic ZXZlbnRzOndyb25n")
                                .post("/oauth2/token")
                                .status())
                .isEqualTo(401);
    }

    @Test
    void a_right_matrix_passes() {
        matrix().anyPerson("POST /api/fixture/shelves/{id}/loan").check();
    }

    @Test
    void a_matrix_with_a_gap_fails() {
        assertThatThrownBy(() -> matrix().check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("POST /api/fixture/shelves/{id}/loan");
    }

    @Test
    void a_matrix_that_allows_too_much_or_too_little_fails() {
        assertThatThrownBy(() -> matrix().open("POST /api/fixture/shelves/{id}/loan").check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("as nobody: expected to be LET_IN, got 401")
                .hasMessageContaining("as SERVICE: expected to be LET_IN, got 403");
        assertThatThrownBy(
                        () ->
                                matrix().roles("POST /api/fixture/shelves/{id}/loan", Roles.LEAD)
                                        .check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("as MEMBER: expected to be REFUSED, got 404");
    }

    @Test
    void bad_input_is_refused() {
        new BadInputKit(context).check();
    }

    @Test
    void bad_input_kit_notices_another_answer() {
        assertThatThrownBy(
                        () ->
                                new BadInputKit(context)
                                        .unknownAnswers("GET /api/fixture/shelves/{id}", 200)
                                        .check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "GET /api/fixture/shelves/{id} with unknown id: expected [200], got 404");
    }

    @Test
    void unknown_parts_are_an_error_and_not_the_default() {
        assertThatThrownBy(() -> Parts.start("somehow")).hasMessageContaining("somehow");
        if (System.getenv("MONGODB_URI") == null) {
            assertThatThrownBy(() -> Parts.start("environment"))
                    .hasMessageContaining("MONGODB_URI");
        }
    }

    @Test
    void a_database_is_put_into_any_connection_string() {
        Parts parts = Parts.shared();
        assertThat(parts.mongodbUri("a")).startsWith("mongodb://").endsWith("/a");
        assertThat(List.of(Parts.withDatabase("mongodb://u:p@h1,h2/?replicaSet=r", "d")))
                .containsExactly("mongodb://u:p@h1,h2/d?replicaSet=r");
        assertThat(Parts.withDatabase("mongodb+srv://h/x?tls=true", "d"))
                .isEqualTo("mongodb+srv://h/d?tls=true");
    }
}
