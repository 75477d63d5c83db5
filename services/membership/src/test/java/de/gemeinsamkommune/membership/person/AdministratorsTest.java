package de.gemeinsamkommune.membership.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import de.gemeinsamkommune.membership.Rivals;
import de.gemeinsamkommune.testsupport.Parts;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * As a rule the erasures themselves never happen here and the commands never end, which is the
 * worst that can be between two requests.
 */
class AdministratorsTest {

    private final Set<String> active = ConcurrentHashMap.newKeySet();
    private final MongoClient client = MongoClients.create(Parts.shared().mongodbUri());
    private final Administrators administrators =
            new Administrators(
                    client.getDatabase("administrators_" + UUID.randomUUID())
                            .getCollection("guards"),
                    () -> Set.copyOf(active));

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void the_only_one_stays() {
        active.add("a");
        refused("a");
    }

    @Test
    void somebody_on_the_way_out_does_not_count_as_staying() {
        active.addAll(List.of("a", "b"));
        allowed("a");
        refused("b");
        allowed("a");
    }

    @Test
    void whoever_joins_later_counts() {
        active.addAll(List.of("a", "b"));
        allowed("a");
        active.remove("a");
        refused("b");
        active.add("c");
        allowed("b");
        refused("c");
    }

    @Test
    void of_many_who_leave_at_once_one_stays() {
        List<String> ids = IntStream.range(0, 8).mapToObj(i -> "admin-" + i).toList();
        active.addAll(ids);
        List<Callable<Boolean>> leaving =
                ids.stream().<Callable<Boolean>>map(id -> () -> tryToLeave(id)).toList();
        assertThat(Rivals.race(leaving)).containsOnlyOnce(false);
    }

    @Test
    void a_command_that_came_to_nothing_takes_back_its_own_note_only() {
        active.addAll(List.of("a", "b"));
        Administrators.Leave erasure = administrators.leave();
        erasure.letGo("a");
        try (Administrators.Leave demotion = administrators.leave()) {
            demotion.letGo("a");
        }
        refused("b");
        erasure.close();
        allowed("b");
    }

    @Test
    void whoever_is_made_an_administrator_again_stays_whatever_a_dead_command_left() {
        active.addAll(List.of("a", "b"));
        allowed("a");
        active.remove("a");
        try (Administrators.Leave promotion = administrators.leave()) {
            promotion.comesBack("a");
        }
        active.add("a");
        allowed("b");
    }

    @Test
    void a_lost_demotion_and_two_erasures_at_once_leave_somebody() {
        for (int round = 0; round < 100; round++) {
            active.clear();
            active.addAll(List.of("a", "b"));
            AtomicInteger version = new AtomicInteger();
            Rivals.race(
                    () -> erase("a", version),
                    () -> erase("b", new AtomicInteger()),
                    () -> demoteInVain("a", version),
                    () -> version.incrementAndGet() > 0);
            assertThat(active).as("round %d", round).isNotEmpty();
        }
    }

    /** Decides on a version of the person, and again when somebody changed the person meanwhile. */
    private boolean erase(String id, AtomicInteger version) {
        try (Administrators.Leave leave = administrators.leave()) {
            int read;
            do {
                read = version.get();
                leave.letGo(id);
            } while (!version.compareAndSet(read, read + 1));
            return active.remove(id);
        } catch (LastAdministratorStays refused) {
            return false;
        }
    }

    private boolean demoteInVain(String id, AtomicInteger version) {
        try (Administrators.Leave leave = administrators.leave()) {
            int read = version.get();
            leave.letGo(id);
            return read == version.get();
        } catch (LastAdministratorStays refused) {
            return false;
        }
    }

    private boolean tryToLeave(String id) {
        try {
            administrators.leave().letGo(id);
            return true;
        } catch (LastAdministratorStays refused) {
            return false;
        }
    }

    private void allowed(String id) {
        assertThatCode(() -> administrators.leave().letGo(id)).doesNotThrowAnyException();
    }

    private void refused(String id) {
        assertThatThrownBy(() -> administrators.leave().letGo(id))
                .isInstanceOf(LastAdministratorStays.class);
    }
}
