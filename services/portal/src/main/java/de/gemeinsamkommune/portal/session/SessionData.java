package de.gemeinsamkommune.portal.session;

import de.gemeinsamkommune.defaults.access.PersonalData.Category;
import de.gemeinsamkommune.defaults.access.PersonalDataSource;

import org.springframework.stereotype.Component;

import java.util.List;

/** The sessions of a person, without anything by which they could be used. */
@Component
class SessionData implements PersonalDataSource {

    private final MongoSessions sessions;
    private final MongoAuthorizedClients clients;

    SessionData(MongoSessions sessions, MongoAuthorizedClients clients) {
        this.sessions = sessions;
        this.clients = clients;
    }

    @Override
    public List<Category> about(String person) {
        return List.of(
                new Category(
                        "portal-sessions",
                        "sign-in",
                        "GDPR 6(1)(f)",
                        "session",
                        List.of(),
                        false,
                        sessions.withTokens(clients.keysOf(person))));
    }
}
