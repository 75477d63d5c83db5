package de.gemeinsamkommune.portal.signin;

import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.api.ServiceUnreachable;
import de.gemeinsamkommune.portal.api.SignInExpired;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Knows who looks at the page. Name and roles are asked of membership and kept in memory for one
 * minute at most; they are never stored.
 */
@Component
public class Viewers {
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int MOST = 2_000;
    private static final Logger log = LoggerFactory.getLogger(Viewers.class);

    private final Api api;
    private final Clock clock;

    private record Known(Viewer viewer, Instant until) {}

    private final Map<String, Known> known =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
                    return size() > MOST;
                }
            };

    Viewers(Api api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    /**
     * Who is signed in; empty when nobody is. While membership does not answer, the viewer is known
     * by id only and has no role.
     *
     * @throws SignInExpired when the network no longer knows the person
     */
    public Optional<Viewer> current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (!(authentication instanceof OAuth2AuthenticationToken)) {
            return Optional.empty();
        }
        String id = authentication.getName();
        synchronized (known) {
            Known kept = known.get(id);
            if (kept != null && kept.until().isAfter(clock.instant())) {
                return Optional.of(kept.viewer());
            }
        }
        try {
            Viewer viewer = api.get("/api/membership/me").as(Me.class).viewer();
            synchronized (known) {
                known.remove(id);
                known.put(id, new Known(viewer, clock.instant().plus(KEPT)));
            }
            return Optional.of(viewer);
        } catch (ServiceUnreachable e) {
            log.warn("Nothing is known about the viewer: {}", e.getMessage());
        } catch (RequestRefused e) {
            if (e.status() == 404 || e.type().equals("caller-erased")) {
                throw new SignInExpired("Membership does not know the person");
            }
            log.warn("Nothing is known about the viewer: {}", e.getMessage());
        }
        return Optional.of(new Viewer(id, "", Set.of(), List.of(), false));
    }

    /** Who is signed in, where the page is for nobody else. */
    public Viewer required() {
        return current().orElseThrow(() -> new SignInExpired("Nobody is signed in"));
    }

    /** Asks anew at the next request, because the person's data was changed. */
    public void forget(String id) {
        synchronized (known) {
            known.remove(id);
        }
    }

    private record Me(
            String id,
            @Nullable String name,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable List<String> roles,
            @Nullable List<Affiliation> affiliations,
            @Nullable String status) {

        Viewer viewer() {
            String shown = name;
            if (shown == null) {
                shown =
                        ((givenName == null ? "" : givenName)
                                        + " "
                                        + (familyName == null ? "" : familyName))
                                .strip();
            }
            return new Viewer(
                    id,
                    shown,
                    roles == null ? Set.of() : Set.copyOf(roles),
                    affiliations == null ? List.of() : affiliations,
                    "INVITED".equals(status));
        }
    }
}
