package de.gemeinsamkommune.membership.municipality;

import de.gemeinsamkommune.membership.municipality.MunicipalityEvent.MunicipalityAdmitted;
import de.gemeinsamkommune.testsupport.Contracts;

import org.junit.jupiter.api.Test;

import java.time.LocalDate;

class MunicipalityContractsTest {

    @Test
    void messages_are_as_agreed() {
        Contracts.produces(
                new MunicipalityAdmitted(
                        "09178", MembershipLevel.PARTNER, LocalDate.of(2023, 4, 1)));
    }
}
