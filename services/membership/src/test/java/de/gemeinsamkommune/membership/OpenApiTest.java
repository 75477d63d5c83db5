package de.gemeinsamkommune.membership;

import de.gemeinsamkommune.testsupport.Contracts;
import de.gemeinsamkommune.testsupport.TestClient;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@MembershipTest
class OpenApiTest {

    @Autowired TestClient client;

    @Test
    void the_description_is_the_one_under_review() {
        Contracts.openApi(client, "membership");
    }
}
