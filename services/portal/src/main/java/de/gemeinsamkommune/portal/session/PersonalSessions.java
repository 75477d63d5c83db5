package de.gemeinsamkommune.portal.session;

import org.springframework.stereotype.Component;

/** All that the portal keeps of somebody: sessions, and the tokens of each. */
@Component
public class PersonalSessions {

    private final MongoSessions sessions;
    private final MongoAuthorizedClients clients;

    PersonalSessions(MongoSessions sessions, MongoAuthorizedClients clients) {
        this.sessions = sessions;
        this.clients = clients;
    }

    /**
     * Ends every session of somebody who was erased, also the one that asks for it. Nobody accepts
     * their tokens any more, but what is left over would lie in the store until it expires.
     */
    public void end(String person) {
        sessions.endWithTokens(clients.keysOf(person));
        clients.forget(person);
    }
}
