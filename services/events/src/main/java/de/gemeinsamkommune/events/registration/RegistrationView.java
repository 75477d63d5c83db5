package de.gemeinsamkommune.events.registration;

import de.gemeinsamkommune.events.announcement.BerlinTime;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;

/**
 * A registration as it is shown.
 *
 * @param id UUID
 * @param event id of the event
 * @param status where it stands
 * @param position in the waiting list, from 1; only while it waits
 * @param registeredAt when the person registered
 * @param municipality key of the municipality the person acts for, when there is one
 * @param minutes attended; absent when attendance was not recorded
 * @param person id of the person, absent once erased; only for the team and services
 * @param number order of registering for the event, from 1; only for the team and services
 */
public record RegistrationView(
        String id,
        String event,
        RegistrationStatus status,
        @Nullable Long position,
        OffsetDateTime registeredAt,
        @Nullable String municipality,
        @Nullable Integer minutes,
        @Nullable String person,
        @Nullable Long number) {

    /** {@return what the registered person sees} */
    static RegistrationView forPerson(Registration registration, @Nullable Long position) {
        return of(registration, position, null, null);
    }

    /** {@return what the team and services see} */
    public static RegistrationView forTeam(Registration registration, @Nullable Long position) {
        return of(registration, position, registration.person(), registration.place());
    }

    private static RegistrationView of(
            Registration registration,
            @Nullable Long position,
            @Nullable String person,
            @Nullable Long number) {
        return new RegistrationView(
                registration.id(),
                registration.event(),
                registration.status(),
                registration.status() == RegistrationStatus.WAITING ? position : null,
                BerlinTime.of(registration.registeredAt()),
                registration.municipality(),
                registration.minutes(),
                person,
                number);
    }
}
