package de.gemeinsamkommune.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;

import de.gemeinsamkommune.defaults.access.PersonalData;
import de.gemeinsamkommune.defaults.access.PersonalData.Category;
import de.gemeinsamkommune.defaults.access.PersonalDataController;
import de.gemeinsamkommune.testsupport.PersonalDataInventory;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

/** What the portal tells of a person's sessions. */
class PersonalDataTest {

    private RunningPortal portal;

    @BeforeEach
    void begin() {
        portal = RunningPortal.anew();
    }

    @Test
    void each_session_of_the_person_and_of_nobody_else_is_told() {
        portal.signedIn("member");
        portal.signedIn("member");
        portal.signedIn("lead");

        assertThat(sessions("member").items()).hasSize(2);
        assertThat(sessions("lead").items()).hasSize(1);
        assertThat(sessions("nobody").items()).isEmpty();
        assertThat(JsonMapper.shared().writeValueAsString(sessions("member").items()))
                .contains("createdAt", "accessedAt", "expiresAt")
                .doesNotContain("token", "client", "member");
    }

    @Test
    void only_services_are_told() {
        assertThat(portal.browser().get("/internal/portal/people/x/data").status()).isEqualTo(401);
        assertThat(portal.signedIn("member").get("/internal/portal/people/x/data").status())
                .isEqualTo(401);
    }

    @Test
    void every_collection_is_decided_about() {
        portal.signedIn("member");
        PersonalDataInventory inventory = new PersonalDataInventory("portal");
        inventory.checkCollections(portal.bean(MongoDatabase.class));
        inventory.checkCategories(JsonMapper.shared().valueToTree(data("nobody")));
    }

    private Category sessions(String person) {
        return data(person).categories().getFirst();
    }

    private PersonalData data(String person) {
        return portal.bean(PersonalDataController.class).about(person);
    }
}
