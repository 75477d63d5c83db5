package de.gemeinsamkommune.identity.session;

import de.gemeinsamkommune.identity.settings.RandomValue;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.session.Session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * The session of one browser. It holds who is signed in and can hold nothing else, so nothing has
 * to be serialized and nothing personal can slip into the store.
 */
final class BrowserSession implements Session {

    /** Without a request for this long it ends. */
    static final Duration IDLE = Duration.ofHours(8);

    /** It never lives longer than this. */
    static final Duration LIFE = Duration.ofHours(12);

    private static final String CONTEXT =
            HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;

    private final Clock clock;
    private final Instant created;
    private @Nullable String storedId;
    private String id;
    private @Nullable SignedIn signedIn;
    private Instant lastAccessed;
    private boolean changed;

    /** A new session, not yet stored. */
    BrowserSession(String id, Clock clock) {
        this.clock = clock;
        this.id = id;
        this.storedId = null;
        this.created = clock.instant();
        this.lastAccessed = created;
    }

    /** A session as it was stored. */
    BrowserSession(
            String id, SignedIn signedIn, Instant created, Instant lastAccessed, Clock clock) {
        this.clock = clock;
        this.id = id;
        this.storedId = id;
        this.signedIn = signedIn;
        this.created = created;
        this.lastAccessed = lastAccessed;
    }

    @Nullable SignedIn signedIn() {
        return signedIn;
    }

    /** {@return the id under which it lies in the store, null when it does not yet} */
    @Nullable String storedId() {
        return storedId;
    }

    boolean changed() {
        return changed;
    }

    /** The store has it as it is now. */
    void written() {
        storedId = id;
        changed = false;
    }

    Instant endsAt() {
        Instant idle = lastAccessed.plus(IDLE);
        Instant most = created.plus(LIFE);
        return idle.isBefore(most) ? idle : most;
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String changeSessionId() {
        id = RandomValue.fresh();
        changed = true;
        return id;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> @Nullable T getAttribute(String name) {
        return CONTEXT.equals(name) && signedIn != null
                ? (T) new SecurityContextImpl(signedIn)
                : null;
    }

    @Override
    public Set<String> getAttributeNames() {
        return signedIn == null ? Set.of() : Set.of(CONTEXT);
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        if (value == null) {
            removeAttribute(name);
        } else if (CONTEXT.equals(name)
                && value instanceof SecurityContext context
                && context.getAuthentication() instanceof SignedIn person) {
            changed |= !person.equals(signedIn);
            signedIn = person;
        } else {
            throw new IllegalArgumentException("A session holds no attribute " + name);
        }
    }

    @Override
    public void removeAttribute(String name) {
        if (CONTEXT.equals(name) && signedIn != null) {
            signedIn = null;
            changed = true;
        }
    }

    @Override
    public Instant getCreationTime() {
        return created;
    }

    /** Takes the time of the clock; the filter that calls this reads the machine's. */
    @Override
    public void setLastAccessedTime(Instant ignored) {
        Instant now = clock.instant();
        // not each request is worth a write
        if (lastAccessed.plus(Duration.ofMinutes(1)).isBefore(now)) {
            lastAccessed = now;
            changed = true;
        }
    }

    @Override
    public Instant getLastAccessedTime() {
        return lastAccessed;
    }

    /** Has no effect: the length is the same for all. */
    @Override
    public void setMaxInactiveInterval(Duration ignored) {
        // the length is fixed
    }

    @Override
    public Duration getMaxInactiveInterval() {
        return IDLE;
    }

    @Override
    public boolean isExpired() {
        return !clock.instant().isBefore(endsAt());
    }
}
