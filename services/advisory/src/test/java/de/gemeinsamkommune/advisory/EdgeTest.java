package de.gemeinsamkommune.advisory;

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
@ServiceTest(application = AdvisoryApplication.class)
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
                .open("GET /api/advisory/topics")
                .anyPerson("POST /api/advisory/requests")
                .anyPerson("GET /api/advisory/requests")
                .anyPerson("GET /api/advisory/requests/{id}")
                .anyPerson("GET /api/advisory/requests/{id}/accesses")
                .roles("GET /internal/advisory/people/{id}/data", Roles.SERVICE)
                .anyPerson("POST /api/advisory/requests/{id}/replies")
                .anyPerson("POST /api/advisory/requests/{id}/withdrawal")
                .roles("POST /api/advisory/requests/{id}/assignment", Roles.ADVISER)
                .roles(
                        "POST /api/advisory/requests/{id}/efforts",
                        Roles.ADVISER,
                        Roles.PROJECT_LEAD)
                .roles(
                        "POST /api/advisory/requests/{id}/conclusion",
                        Roles.ADVISER,
                        Roles.PROJECT_LEAD)
                .roles("GET /api/advisory/retention", Roles.PROJECT_LEAD, Roles.ADMINISTRATOR)
                .roles("POST /api/advisory/retention/{rule}/holds", Roles.ADMINISTRATOR)
                .roles("DELETE /api/advisory/retention/{rule}/holds/{hold}", Roles.ADMINISTRATOR)
                .roles("POST /api/advisory/retention/{rule}/release", Roles.ADMINISTRATOR)
                .check();
    }

    @Test
    void refuses_bad_input() {
        new BadInputKit(service)
                .unknownAnswers("GET /internal/advisory/people/{id}/data", 200)
                .check();
    }

    @Test
    void every_collection_is_decided_about() {
        PersonalDataInventory.check(service);
    }

    @Test
    void is_described_as_in_the_contract() {
        Contracts.openApi(client, "advisory");
    }
}
