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
 * The session of one browser. It holds who is signed in, or who has used a link and still has to
 * show a second factor, and can hold nothing else, so nothing has to be serialized and nothing
 * personal can slip into the store.
 *
 * <p>Who is half signed in is no {@link SecurityContext}: whatever does not ask for it expressly
 * takes the browser for nobody's.
 */
final class BrowserSession implements Session {

    /** Without a request for this long it ends. */
    static final Duration IDLE = Duration.ofHours(8);

    /** It never lives longer than this. */
    static final Duration LIFE = Duration.ofHours(12);

    /** Half a sign-in lives no longer than this. */
    static final Duration HALF = Duration.ofMinutes(30);

    private static final String CONTEXT =
            HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;

    private final Clock clock;
    private final Instant created;
    private @Nullable String storedId;
    private String id;
    private @Nullable SignedIn signedIn;
    private boolean half;
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
            String id,
            SignedIn signedIn,
            boolean half,
            Instant created,
            Instant lastAccessed,
            Clock clock) {
        this.clock = clock;
        this.id = id;
        this.storedId = id;
        this.signedIn = signedIn;
        this.half = half;
        this.created = created;
        this.lastAccessed = lastAccessed;
    }

    @Nullable SignedIn signedIn() {
        return signedIn;
    }

    /** {@return whether a second factor is missing} */
    boolean half() {
        return half;
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
        Instant most = created.plus(half ? HALF : LIFE);
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
        if (signedIn == null || !name.equals(held())) {
            return null;
        }
        return (T) (half ? signedIn : new SecurityContextImpl(signedIn));
    }

    @Override
    public Set<String> getAttributeNames() {
        return signedIn == null ? Set.of() : Set.of(held());
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        if (value == null) {
            removeAttribute(name);
        } else if (CONTEXT.equals(name)
                && value instanceof SecurityContext context
                && context.getAuthentication() instanceof SignedIn person) {
            hold(person, false);
        } else if (HalfSignedIn.ATTRIBUTE.equals(name) && value instanceof SignedIn person) {
            hold(person, true);
        } else {
            throw new IllegalArgumentException("A session holds no attribute " + name);
        }
    }

    @Override
    public void removeAttribute(String name) {
        if (signedIn != null && name.equals(held())) {
            signedIn = null;
            changed = true;
        }
    }

    private String held() {
        return half ? HalfSignedIn.ATTRIBUTE : CONTEXT;
    }

    private void hold(SignedIn person, boolean asHalf) {
        changed |= !person.equals(signedIn) || half != asHalf;
        signedIn = person;
        half = asHalf;
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
