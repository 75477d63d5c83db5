package de.gemeinsamkommune.portal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;

import de.gemeinsamkommune.testsupport.Parts;

import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;

class MongoSessionsTest {
    private static MongoClient client;
    private final SettableClock clock = new SettableClock();
    private MongoCollection<Document> stored;
    private MongoSessions sessions;

    @BeforeAll
    static void connect() {
        client = MongoClients.create(Parts.shared().mongodbUri());
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @BeforeEach
    void start() {
        stored = client.getDatabase("portal_sessions_test").getCollection(UUID.randomUUID() + "");
        sessions = new MongoSessions(stored, new Sealing("secret"), clock);
    }

    @Test
    void keeps_attributes() {
        PortalSession session = created("colour", "blue");

        assertThat(sessions.findById(session.getId()).<String>getAttribute("colour"))
                .isEqualTo("blue");
    }

    @Test
    void writes_only_what_changed() {
        PortalSession session = created("colour", "blue");
        PortalSession one = sessions.findById(session.getId());
        PortalSession other = sessions.findById(session.getId());
        one.setAttribute("a.b", "1");
        sessions.save(one);
        other.removeAttribute("colour");
        sessions.save(other);

        PortalSession now = sessions.findById(session.getId());

        assertThat(now.<String>getAttribute("a.b")).isEqualTo("1");
        assertThat(now.<String>getAttribute("colour")).isNull();
    }

    @Test
    void never_brings_an_ended_session_back() {
        PortalSession session = created("colour", "blue");
        PortalSession slow = sessions.findById(session.getId());
        PortalSession renamed = sessions.findById(session.getId());
        sessions.deleteById(session.getId());

        slow.setAttribute("colour", "red");
        sessions.save(slow);
        renamed.changeSessionId();
        sessions.save(renamed);

        assertThat(stored.countDocuments()).isZero();
    }

    @Test
    void changes_the_id() {
        PortalSession session = created("colour", "blue");
        String before = session.getId();
        session.changeSessionId();
        sessions.save(session);

        assertThat(sessions.findById(before)).isNull();
        assertThat(sessions.findById(session.getId()).<String>getAttribute("colour"))
                .isEqualTo("blue");
    }

    @Test
    void ends_with_time_and_lives_on_with_use() {
        PortalSession session = created("colour", "blue");
        clock.forward(Duration.ofMinutes(50));
        PortalSession used = sessions.findById(session.getId());
        used.setLastAccessedTime(Instant.EPOCH);
        sessions.save(used);
        clock.forward(Duration.ofMinutes(50));
        assertThat(sessions.findById(session.getId())).isNotNull();

        clock.forward(Duration.ofMinutes(11));

        assertThat(sessions.findById(session.getId())).isNull();
        assertThat(sessions.removeExpired()).isEqualTo(1);
        assertThat(stored.countDocuments()).isZero();
    }

    @Test
    void a_session_sealed_with_another_secret_is_ended() {
        PortalSession session = created("colour", "blue");
        MongoSessions changed = new MongoSessions(stored, new Sealing("other"), clock);

        assertThat(changed.findById(session.getId())).isNull();
        assertThat(stored.countDocuments()).isZero();
    }

    /** What nobody puts into a session. */
    record Foreign(String text) implements Serializable {}

    @Test
    void reads_only_classes_that_belong_into_sessions() {
        Sealing sealing = new Sealing("secret");
        byte[] foreign = sealing.seal(new Foreign("x"));

        assertThatThrownBy(() -> sealing.open(foreign)).isInstanceOf(Sealing.Unreadable.class);
        assertThatThrownBy(() -> sealing.open(new byte[] {1, 2, 3}))
                .isInstanceOf(Sealing.Unreadable.class);
    }

    private PortalSession created(String name, String value) {
        PortalSession session = sessions.createSession();
        session.setAttribute(name, value);
        sessions.save(session);
        return session;
    }

    private static final class SettableClock extends Clock {
        private Instant now = Instant.parse("2026-11-22T10:00:00Z");

        void forward(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
