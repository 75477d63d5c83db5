package de.gemeinsamkommune.events;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.testsupport.ArchitectureRules;
import de.gemeinsamkommune.testsupport.BadInputKit;
import de.gemeinsamkommune.testsupport.Contracts;
import de.gemeinsamkommune.testsupport.EndpointMatrix;
import de.gemeinsamkommune.testsupport.PersonalDataInventory;
import de.gemeinsamkommune.testsupport.ServiceTest;
import de.gemeinsamkommune.testsupport.TestClient;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;

/** The rules every service keeps: who may call what, bad input, the description, architecture. */
@ServiceTest(application = EventsApplication.class)
@Import(Surroundings.class)
class EventsRulesTest {

    @Autowired ApplicationContext context;
    @Autowired TestClient client;

    @Test
    void everybody_may_call_what_is_theirs_and_nothing_else() {
        new EndpointMatrix(context)
                .open("GET /api/events/formats")
                .open("GET /api/events/events")
                .open("GET /api/events/events/{id}")
                .roles("POST /api/events/events", Roles.EDITOR, Roles.PROJECT_LEAD)
                .roles("PUT /api/events/events/{id}", Roles.EDITOR, Roles.PROJECT_LEAD)
                .roles("POST /api/events/events/{id}/publication", Roles.EDITOR, Roles.PROJECT_LEAD)
                .roles(
                        "POST /api/events/events/{id}/cancellation",
                        Roles.EDITOR,
                        Roles.PROJECT_LEAD)
                .roles(
                        "GET /api/events/events/{id}/registrations",
                        Roles.EDITOR,
                        Roles.PROJECT_LEAD)
                .anyPerson("POST /api/events/events/{id}/registrations")
                .anyPerson("GET /api/events/events/{id}/registrations/{registration}")
                .anyPerson("POST /api/events/events/{id}/registrations/{registration}/cancellation")
                .roles(
                        "POST /api/events/events/{id}/registrations/{registration}/attendance",
                        Roles.EDITOR,
                        Roles.PROJECT_LEAD)
                .anyPerson("GET /api/events/registrations/mine")
                .roles("GET /api/events/attendance-proofs", Roles.ADMINISTRATOR)
                .roles("GET /internal/events/people/{id}/data", Roles.SERVICE)
                .roles("GET /internal/events/events/{id}", Roles.SERVICE)
                .roles(
                        "GET /internal/events/events/{id}/registrations/{registration}",
                        Roles.SERVICE)
                .roles("GET /api/events/retention", Roles.PROJECT_LEAD, Roles.ADMINISTRATOR)
                .roles("POST /api/events/retention/{rule}/holds", Roles.ADMINISTRATOR)
                .roles("DELETE /api/events/retention/{rule}/holds/{hold}", Roles.ADMINISTRATOR)
                .roles("POST /api/events/retention/{rule}/release", Roles.ADMINISTRATOR)
                .check();
    }

    @Test
    void bad_input_is_refused_as_a_problem() {
        new BadInputKit(context)
                .unknownAnswers("GET /internal/events/people/{id}/data", 200)
                .check();
    }

    @Test
    void the_description_is_the_one_that_was_reviewed() {
        Contracts.openApi(client, "events");
    }

    @Test
    void every_collection_is_decided_about() {
        PersonalDataInventory.check(context);
    }

    @Test
    void the_architecture_holds() {
        ArchitectureRules.check("de.gemeinsamkommune.events");
    }
}
