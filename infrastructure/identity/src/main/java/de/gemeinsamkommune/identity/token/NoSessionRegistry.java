package de.gemeinsamkommune.identity.token;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.session.SessionInformation;
import org.springframework.security.core.session.SessionRegistry;

import java.util.List;

/**
 * Keeps no sessions in memory, as the framework otherwise would; which session an ID token belongs
 * to stands in its {@code sid}.
 */
final class NoSessionRegistry implements SessionRegistry {

    @Override
    public List<Object> getAllPrincipals() {
        return List.of();
    }

    @Override
    public List<SessionInformation> getAllSessions(Object principal, boolean expiredToo) {
        return List.of();
    }

    @Override
    public @Nullable SessionInformation getSessionInformation(String sessionId) {
        return null;
    }

    @Override
    public void refreshLastRequest(String sessionId) {
        // the sessions themselves know
    }

    @Override
    public void registerNewSession(String sessionId, Object principal) {
        // the sessions themselves know
    }

    @Override
    public void removeSessionInformation(String sessionId) {
        // the sessions themselves know
    }
}
