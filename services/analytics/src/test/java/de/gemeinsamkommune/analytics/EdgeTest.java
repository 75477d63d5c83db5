package de.gemeinsamkommune.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.testsupport.BadInputKit;
import de.gemeinsamkommune.testsupport.Contracts;
import de.gemeinsamkommune.testsupport.EndpointMatrix;
import de.gemeinsamkommune.testsupport.PersonalDataInventory;
import de.gemeinsamkommune.testsupport.ServiceTest;
import de.gemeinsamkommune.testsupport.TestClient;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What all endpoints have in common: who may call them, and what they refuse. */
@ServiceTest(application = AnalyticsApplication.class)
class EdgeTest {

    private final ApplicationContext service;
    private final TestClient client;

    @Autowired
    EdgeTest(ApplicationContext service, TestClient client) {
        this.service = service;
        this.client = client;
    }

    @Test
    void lets_in_whom_it_should() {
        new EndpointMatrix(service)
                .open("GET /api/streams")
                .open("GET /api/streams/asyncapi.json")
                .open("GET /api/streams/schemas/{file}")
                .roles("GET /api/streams/{topic}", Roles.ANALYST, Roles.ADMINISTRATOR)
                .roles(
                        "GET /api/analytics/figures",
                        Roles.FUNDER,
                        Roles.PROJECT_LEAD,
                        Roles.ANALYST,
                        Roles.ADMINISTRATOR)
                .check();
    }

    @Test
    void refuses_bad_input() {
        new BadInputKit(service).check();
    }

    @Test
    void is_described_as_in_the_contract() {
        Contracts.openApi(client, "analytics");
    }

    @Test
    void every_collection_is_decided_about() {
        PersonalDataInventory inventory = new PersonalDataInventory("analytics");
        inventory.checkCollections(service.getBean(MongoDatabase.class));
        assertThat(inventory.categories()).as("nothing by which a person is found").isEmpty();
    }
}
