package de.gemeinsamkommune.identity.access;

import de.gemeinsamkommune.defaults.access.PersonalData.Category;
import de.gemeinsamkommune.defaults.access.PersonalDataSource;
import de.gemeinsamkommune.identity.session.Sessions;
import de.gemeinsamkommune.identity.signin.SignInLinks;
import de.gemeinsamkommune.identity.token.Authorizations;

import org.springframework.stereotype.Component;

import java.util.List;

/** Sessions, authorizations and links of a person, without anything by which they could be used. */
@Component
class SignInData implements PersonalDataSource {

    private final Sessions sessions;
    private final Authorizations authorizations;
    private final SignInLinks links;

    SignInData(Sessions sessions, Authorizations authorizations, SignInLinks links) {
        this.sessions = sessions;
        this.authorizations = authorizations;
        this.links = links;
    }

    @Override
    public List<Category> about(String person) {
        return List.of(
                category("sessions", "session", sessions.about(person)),
                category("authorizations", "authorization", authorizations.about(person)),
                category("sign-in-links", "link", links.about(person)));
    }

    private static Category category(String code, String retention, List<?> items) {
        return new Category(code, "sign-in", "GDPR 6(1)(f)", retention, List.of(), false, items);
    }
}
