package de.gemeinsamkommune.membership.municipality;

import de.gemeinsamkommune.membership.municipality.MunicipalityEvent.MunicipalityAdmitted;
import de.gemeinsamkommune.membership.municipality.MunicipalityEvent.MunicipalityLeft;
import de.gemeinsamkommune.membership.municipality.MunicipalityEvent.MunicipalityLevelChanged;
import de.gemeinsamkommune.testsupport.Contracts;

import org.junit.jupiter.api.Test;

import java.time.LocalDate;

class MunicipalityContractsTest {

    @Test
    void messages_are_as_agreed() {
        LocalDate on = LocalDate.of(2023, 4, 1);
        Contract contract = new Contract(on, LocalDate.of(2026, 3, 31), 600);
        Contracts.produces(
                new MunicipalityAdmitted("09178", MembershipLevel.PARTNER, on, contract));
        LocalDate next = LocalDate.of(2026, 4, 1);
        Contracts.produces(
                new MunicipalityLevelChanged(
                        "09178", MembershipLevel.PARTNER, next, new Contract(next, null, 450)));
        Contracts.produces(
                new MunicipalityLeft(
                        "09178", LocalDate.of(2027, 1, 1), LeavingReason.CONTRACT_ENDED));
    }
}
