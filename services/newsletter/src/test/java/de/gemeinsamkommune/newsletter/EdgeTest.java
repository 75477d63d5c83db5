package de.gemeinsamkommune.newsletter;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.testsupport.BadInputKit;
import de.gemeinsamkommune.testsupport.Contracts;
import de.gemeinsamkommune.testsupport.EndpointMatrix;
import de.gemeinsamkommune.testsupport.PersonalDataInventory;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

class EdgeTest extends NewsletterService {

    private static final String[] EDITORS = {Roles.EDITOR, Roles.PROJECT_LEAD};

    @Autowired ApplicationContext context;

    @Test
    void every_endpoint_is_open_to_whom_it_should_be() {
        new EndpointMatrix(context)
                .open("GET /api/newsletter/consent-text")
                .open("POST /api/newsletter/subscriptions")
                .open("POST /api/newsletter/subscriptions/confirmation")
                .open("POST /api/newsletter/unsubscribe/{token}")
                .anyPerson("GET /api/newsletter/me/consents")
                .roles(
                        "POST /api/newsletter/consents/look-ups",
                        Roles.PROJECT_LEAD,
                        Roles.ADMINISTRATOR)
                .open("POST /api/newsletter/data-links")
                .open("POST /api/newsletter/data")
                .open("POST /api/newsletter/data/deletion")
                .roles("GET /internal/newsletter/people/{id}/data", Roles.SERVICE)
                .roles("GET /api/newsletter/subscribers/count", EDITORS)
                .roles("GET /api/newsletter/editions", EDITORS)
                .roles("POST /api/newsletter/editions", EDITORS)
                .roles("GET /api/newsletter/editions/{id}", EDITORS)
                .roles("PUT /api/newsletter/editions/{id}", EDITORS)
                .roles("GET /api/newsletter/editions/{id}/preview", EDITORS)
                .roles("POST /api/newsletter/editions/{id}/tests", EDITORS)
                .roles("POST /api/newsletter/editions/{id}/release", EDITORS)
                .roles("GET /api/newsletter/editions/{id}/deliveries", EDITORS)
                .roles("GET /api/newsletter/deliveries/held", Roles.ADMINISTRATOR)
                .roles("POST /api/newsletter/deliveries/held/release", Roles.ADMINISTRATOR)
                .roles("POST /api/newsletter/deliveries/held/discard", Roles.ADMINISTRATOR)
                .roles("GET /api/newsletter/retention", Roles.PROJECT_LEAD, Roles.ADMINISTRATOR)
                .roles("POST /api/newsletter/retention/{rule}/holds", Roles.ADMINISTRATOR)
                .roles("DELETE /api/newsletter/retention/{rule}/holds/{hold}", Roles.ADMINISTRATOR)
                .roles("POST /api/newsletter/retention/{rule}/release", Roles.ADMINISTRATOR)
                .check();
    }

    @Test
    void bad_input_is_answered_by_problems() {
        new BadInputKit(context)
                .unknownAnswers("POST /api/newsletter/unsubscribe/{token}", 204)
                .unknownAnswers("GET /internal/newsletter/people/{id}/data", 200)
                .unknownAnswers("POST /api/newsletter/editions/{id}/release", 428)
                .check();
    }

    @Test
    void every_collection_is_decided_about() {
        PersonalDataInventory.check(context);
    }

    @Test
    void the_interface_is_the_described_one() {
        Contracts.openApi(client, "newsletter");
    }
}
