package de.gemeinsamkommune.portal.signin;

import de.gemeinsamkommune.portal.api.AccessToken;
import de.gemeinsamkommune.portal.api.ServiceUnreachable;
import de.gemeinsamkommune.portal.api.SignInExpired;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.RefreshTokenOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** The access token of the session, refreshed by its refresh token when it is about to end. */
@Component
final class SessionTokens implements AccessToken {
    private static final String SEEN = SessionTokens.class.getName();

    private final OAuth2AuthorizedClientRepository clients;
    private final DefaultOAuth2AuthorizedClientManager manager;
    private final Lock[] locks = Stream.generate(ReentrantLock::new).limit(64).toArray(Lock[]::new);

    SessionTokens(
            ClientRegistrationRepository registrations, OAuth2AuthorizedClientRepository clients) {
        this.clients = clients;
        manager = new DefaultOAuth2AuthorizedClientManager(registrations, clients);
        manager.setAuthorizedClientProvider(new RefreshTokenOAuth2AuthorizedClientProvider());
        // what to do about a refusal is decided below: another request may have been faster
        manager.setAuthorizationFailureHandler((_, _, _) -> {});
    }

    @Override
    public Optional<String> current() {
        Authentication person = SecurityContextHolder.getContext().getAuthentication();
        if (!(person instanceof OAuth2AuthenticationToken)) {
            return Optional.empty();
        }
        ServletRequestAttributes attributes =
                (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        HttpServletRequest request = attributes.getRequest();
        if (request.getAttribute(SEEN) instanceof String token) {
            return Optional.of(token);
        }
        // with rotating refresh tokens only one request of a session may use the current one
        Lock lock = locks[Math.floorMod(person.getName().hashCode(), locks.length)];
        lock.lock();
        try {
            String token = authorize(person, request, attributes.getResponse());
            request.setAttribute(SEEN, token);
            return Optional.of(token);
        } finally {
            lock.unlock();
        }
    }

    private String authorize(
            Authentication person,
            HttpServletRequest request,
            @Nullable HttpServletResponse response) {
        OAuth2AuthorizedClient before = load(person, request);
        if (before == null) {
            throw new SignInExpired("The session has no token");
        }
        try {
            OAuth2AuthorizedClient client =
                    manager.authorize(
                            OAuth2AuthorizeRequest.withAuthorizedClient(before)
                                    .principal(person)
                                    .attribute(HttpServletRequest.class.getName(), request)
                                    .attribute(
                                            HttpServletResponse.class.getName(),
                                            Objects.requireNonNull(response))
                                    .build());
            return (client == null ? before : client).getAccessToken().getTokenValue();
        } catch (ClientAuthorizationException e) {
            Optional<String> other = refreshedElsewhere(before, person, request);
            if (other.isPresent()) {
                return other.get();
            }
            if (e.getError().getErrorCode().equals(OAuth2ErrorCodes.INVALID_GRANT)) {
                throw new SignInExpired("The issuer refuses to refresh the token");
            }
            throw new ServiceUnreachable("/oauth2/token", e);
        }
    }

    /** The token another instance has got, or is about to store, for the same session. */
    private Optional<String> refreshedElsewhere(
            OAuth2AuthorizedClient before, Authentication person, HttpServletRequest request) {
        String old = before.getAccessToken().getTokenValue();
        for (int attempt = 0; attempt < 5; attempt++) {
            OAuth2AuthorizedClient now = load(person, request);
            if (now == null) {
                return Optional.empty();
            }
            if (!now.getAccessToken().getTokenValue().equals(old)) {
                return Optional.of(now.getAccessToken().getTokenValue());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        return Optional.empty();
    }

    private @Nullable OAuth2AuthorizedClient load(
            Authentication person, HttpServletRequest request) {
        return clients.loadAuthorizedClient(NetworkIssuer.REGISTRATION, person, request);
    }
}
