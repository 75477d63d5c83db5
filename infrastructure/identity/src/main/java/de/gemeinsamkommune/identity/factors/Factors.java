package de.gemeinsamkommune.identity.factors;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.identity.erasure.PersonalTraces;
import de.gemeinsamkommune.identity.people.Access;
import de.gemeinsamkommune.identity.people.People;

import org.springframework.stereotype.Component;

import java.util.Set;

/** Which second factors a person has, and whether they need one. */
@Component
public final class Factors implements PersonalTraces {

    private static final Set<String> TEAM =
            Set.of(Roles.ADVISER, Roles.EDITOR, Roles.PROJECT_LEAD, Roles.ADMINISTRATOR);

    private final FactorSettings settings;
    private final People people;
    private final AuthenticatorApp app;
    private final Passkeys passkeys;
    private final RecoveryCodes recovery;

    Factors(
            FactorSettings settings,
            People people,
            AuthenticatorApp app,
            Passkeys passkeys,
            RecoveryCodes recovery) {
        this.settings = settings;
        this.people = people;
        this.app = app;
        this.passkeys = passkeys;
        this.recovery = recovery;
    }

    /** {@return whether the person has a second factor; recovery codes alone are none} */
    public boolean any(String person) {
        return app.isSetUp(person) || passkeys.any(person);
    }

    /**
     * {@return what the person has to do after a link}
     *
     * @throws de.gemeinsamkommune.identity.people.MembershipUnreachable when it depends on the role
     *     and membership gives no answer
     */
    public Need need(String person) {
        if (any(person)) {
            return Need.PROVE;
        }
        return settings.required() == FactorSettings.Required.TEAM && isTeam(person)
                ? Need.SET_UP
                : Need.NOTHING;
    }

    /** Removes the recovery codes of somebody who has no factor left they could stand in for. */
    public void dropRecoveryWithoutFactor(String person) {
        if (!any(person)) {
            recovery.forget(person);
        }
    }

    /** Removes every factor of a person. */
    @Override
    public void forget(String person) {
        app.forget(person);
        passkeys.forget(person);
        recovery.forget(person);
    }

    private boolean isTeam(String person) {
        return people.access(person).map(Access::roles).stream()
                .flatMap(roles -> roles.stream())
                .anyMatch(TEAM::contains);
    }
}
