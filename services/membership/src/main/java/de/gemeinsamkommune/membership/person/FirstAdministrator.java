package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.membership.person.PersonCommand.Invite;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

import java.util.List;

/**
 * Invites the first administrator of a new network to the address in {@code ADMINISTRATOR_EMAIL},
 * so that somebody can invite the others.
 */
@Component
class FirstAdministrator implements ApplicationRunner {

    private final PersonRegister register;
    private final String email;

    FirstAdministrator(PersonRegister register, Environment environment) {
        this.register = register;
        this.email = environment.getProperty("membership.administrator-email", "");
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (email.isBlank()) {
            return;
        }
        EmailAddress address =
                EmailAddress.parse(email)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "ADMINISTRATOR_EMAIL is no e-mail address"));
        // nothing more than the address is known yet; the person enters the name after signing in
        register.inviteFirstAdministrator(
                new Invite(
                        new PersonName("System", "Administration"),
                        address,
                        null,
                        List.of(Role.ADMINISTRATOR),
                        "de"));
    }
}
