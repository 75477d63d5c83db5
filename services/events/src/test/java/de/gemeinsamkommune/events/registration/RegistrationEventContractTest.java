package de.gemeinsamkommune.events.registration;

import de.gemeinsamkommune.testsupport.Contracts;

import org.junit.jupiter.api.Test;

class RegistrationEventContractTest {

    private static final String EVENT = "4f0c3a52-6f2b-4d0e-9a44-0d7a3a6f1e01";
    private static final String REGISTRATION = "7d9b8f0e-52b6-5c1e-8c37-3a4d7f6b2a10";
    private static final String PERSON = "0c5e7f2a-91b3-4b52-8d1f-6e2a4c8b9d30";
    private static final String MUNICIPALITY = "09178";

    @Test
    void registration_confirmed() {
        Contracts.produces(
                new RegistrationEvent.RegistrationConfirmed(
                        EVENT, REGISTRATION, PERSON, MUNICIPALITY));
    }

    @Test
    void registration_waitlisted() {
        Contracts.produces(
                new RegistrationEvent.RegistrationWaitlisted(
                        EVENT, REGISTRATION, PERSON, MUNICIPALITY, 3));
    }

    @Test
    void registration_promoted() {
        Contracts.produces(
                new RegistrationEvent.RegistrationPromoted(
                        EVENT, REGISTRATION, PERSON, MUNICIPALITY));
    }

    @Test
    void registration_cancelled() {
        Contracts.produces(
                new RegistrationEvent.RegistrationCancelled(EVENT, REGISTRATION, PERSON, true));
    }

    @Test
    void registrations_merged() {
        Contracts.produces(
                new RegistrationEvent.RegistrationsMerged(
                        EVENT,
                        REGISTRATION,
                        PERSON,
                        "1e8d2c3b-7f60-5a4b-9c8d-0e1f2a3b4c5d",
                        "c2f7f0f4-51a5-4c27-8f0f-6c0f1b7f9d35",
                        true,
                        RegistrationStatus.CONFIRMED,
                        MUNICIPALITY,
                        240,
                        false));
    }

    @Test
    void attendance_recorded() {
        Contracts.produces(
                new RegistrationEvent.AttendanceRecorded(
                        EVENT, REGISTRATION, PERSON, MUNICIPALITY, 240));
    }
}
