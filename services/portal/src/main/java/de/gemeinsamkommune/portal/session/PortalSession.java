package de.gemeinsamkommune.portal.session;

import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A session that remembers what changed since it was read, so that only this is written. */
final class PortalSession implements Session {
    private final Clock clock;
    private String id;
    private @Nullable String storedId;
    private final Instant createdAt;
    private final Map<String, Object> attributes;
    private final Set<String> changed = new HashSet<>();
    private final @Nullable Instant storedAccess;
    private Instant lastAccess;
    private Duration maxInactive;
    private boolean maxInactiveChanged;

    private PortalSession(
            Clock clock,
            String id,
            @Nullable String storedId,
            Instant createdAt,
            Instant lastAccess,
            @Nullable Instant storedAccess,
            Duration maxInactive,
            Map<String, Object> attributes) {
        this.clock = clock;
        this.id = id;
        this.storedId = storedId;
        this.createdAt = createdAt;
        this.lastAccess = lastAccess;
        this.storedAccess = storedAccess;
        this.maxInactive = maxInactive;
        this.attributes = new HashMap<>(attributes);
    }

    static PortalSession created(Clock clock, Duration maxInactive) {
        Instant now = clock.instant();
        return new PortalSession(
                clock, SessionIds.create(), null, now, now, null, maxInactive, Map.of());
    }

    static PortalSession stored(
            Clock clock,
            String id,
            Instant createdAt,
            Instant lastAccess,
            Duration maxInactive,
            Map<String, Object> attributes) {
        return new PortalSession(
                clock, id, id, createdAt, lastAccess, lastAccess, maxInactive, attributes);
    }

    /** The id under which the store knows it; null before the first save. */
    @Nullable String storedId() {
        return storedId;
    }

    /** The names of the attributes that were set or removed since the session was read. */
    Set<String> changed() {
        return changed;
    }

    Map<String, Object> attributes() {
        return attributes;
    }

    /** Whether only the time of the last access differs, and by less than the given time. */
    boolean unchangedFor(Duration time) {
        return changed.isEmpty()
                && !maxInactiveChanged
                && id.equals(storedId)
                && storedAccess != null
                && lastAccess.isBefore(storedAccess.plus(time));
    }

    void saved() {
        storedId = id;
        changed.clear();
        maxInactiveChanged = false;
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String changeSessionId() {
        id = SessionIds.create();
        return id;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable T getAttribute(String name) {
        return (T) attributes.get(name);
    }

    @Override
    public Set<String> getAttributeNames() {
        return new HashSet<>(attributes.keySet());
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        if (value == null) {
            removeAttribute(name);
            return;
        }
        attributes.put(name, value);
        changed.add(name);
    }

    @Override
    public void removeAttribute(String name) {
        attributes.remove(name);
        changed.add(name);
    }

    @Override
    public Instant getCreationTime() {
        return createdAt;
    }

    @Override
    public void setLastAccessedTime(Instant time) {
        // the caller's clock is the machine's; ours may be set forward for a demo
        lastAccess = clock.instant();
    }

    @Override
    public Instant getLastAccessedTime() {
        return lastAccess;
    }

    @Override
    public void setMaxInactiveInterval(Duration interval) {
        maxInactiveChanged = maxInactiveChanged || !interval.equals(maxInactive);
        maxInactive = interval;
    }

    @Override
    public Duration getMaxInactiveInterval() {
        return maxInactive;
    }

    @Override
    public boolean isExpired() {
        return !expiresAt().isAfter(clock.instant());
    }

    Instant expiresAt() {
        return lastAccess.plus(maxInactive);
    }
}
