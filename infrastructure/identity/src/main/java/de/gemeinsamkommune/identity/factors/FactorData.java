package de.gemeinsamkommune.identity.factors;

import de.gemeinsamkommune.defaults.access.PersonalData.Category;
import de.gemeinsamkommune.defaults.access.PersonalDataSource;

import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.List;

/** Tells a person which second factors are kept of them, without anything to sign in with. */
@Component
class FactorData implements PersonalDataSource {

    private final Passkeys passkeys;
    private final AuthenticatorApp app;
    private final RecoveryCodes recoveryCodes;

    FactorData(Passkeys passkeys, AuthenticatorApp app, RecoveryCodes recoveryCodes) {
        this.passkeys = passkeys;
        this.app = app;
        this.recoveryCodes = recoveryCodes;
    }

    /** An authenticator app. */
    record App(Instant addedAt) {}

    /** Recovery codes that were not used yet. */
    record Codes(int left) {}

    @Override
    public List<Category> about(String person) {
        int left = recoveryCodes.left(person);
        return List.of(
                category("passkeys", passkeys.of(person)),
                category("authenticator-app", app.setUpAt(person).map(App::new).stream().toList()),
                category("recovery-codes", left == 0 ? List.of() : List.of(new Codes(left))));
    }

    private static Category category(String code, List<?> items) {
        return new Category(
                code, "sign-in", "GDPR 6(1)(f)", "until-erasure", List.of(), false, items);
    }
}
