package de.gemeinsamkommune.newsletter.edition;

import de.gemeinsamkommune.newsletter.edition.EditionEvent.EditionReleased;
import de.gemeinsamkommune.newsletter.edition.EditionEvent.EditionSent;
import de.gemeinsamkommune.testsupport.Contracts;

import org.junit.jupiter.api.Test;

class EditionContractTest {

    private static final String ID = "8d7c6b5a-4f3e-4d2c-9b1a-0f9e8d7c6b5a";

    @Test
    void writes_what_was_agreed() {
        Contracts.produces(new EditionReleased(ID, 212));
        Contracts.produces(new EditionSent(ID, 210, 2));
    }
}
