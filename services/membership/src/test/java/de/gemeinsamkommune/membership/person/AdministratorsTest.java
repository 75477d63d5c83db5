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
import java.util.stream.IntStream;

/**
 * The erasures themselves never happen here, which is the worst that can be between two requests.
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

    private boolean tryToLeave(String id) {
        try {
            administrators.letGo(id);
            return true;
        } catch (LastAdministratorStays refused) {
            return false;
        }
    }

    private void allowed(String id) {
        assertThatCode(() -> administrators.letGo(id)).doesNotThrowAnyException();
    }

    private void refused(String id) {
        assertThatThrownBy(() -> administrators.letGo(id))
                .isInstanceOf(LastAdministratorStays.class);
    }
}
