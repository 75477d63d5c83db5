package de.gemeinsamkommune.events.registration;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.events.announcement.AnEvent;
import de.gemeinsamkommune.events.announcement.EventStatus;
import de.gemeinsamkommune.events.registration.EventCommand.Cancel;
import de.gemeinsamkommune.events.registration.EventCommand.CancelRegistration;
import de.gemeinsamkommune.events.registration.EventCommand.Change;
import de.gemeinsamkommune.events.registration.EventCommand.Forget;
import de.gemeinsamkommune.events.registration.EventCommand.Register;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Random histories against a model that is too simple to be wrong. */
class BatchHistoryTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void batches_decide_like_the_model(long seed) {
        Random random = new Random(seed);
        for (int history = 0; history < 20; history++) {
            run(new Random(random.nextLong()), "seed " + seed + ", history " + history);
        }
    }

    private static void run(Random random, String name) {
        int people = 1 + random.nextInt(80);
        int capacity = 1 + random.nextInt(30);
        World world = new World(AnEvent.published(capacity));
        Model model = new Model(capacity);
        Set<String> erased = new HashSet<>();
        for (int round = 0; round < 60; round++) {
            Batch batch = world.batch(AnEvent.NOW, 2 + random.nextInt(49));
            boolean lostRace = random.nextInt(5) == 0;
            List<Runnable> expected = new ArrayList<>();
            for (int i = random.nextInt(30); i > 0 && batch.hasRoom(); i--) {
                EventCommand command = command(random, people, world);
                if (command instanceof Forget forget) {
                    erased.add(forget.registration().substring(2));
                    world.erased = erased;
                }
                try {
                    batch.carryOut(command);
                    expected.add(() -> model.carryOut(command));
                } catch (RuntimeException refused) {
                    assertThat(refused.getClass().getPackageName())
                            .startsWith("de.gemeinsamkommune.events");
                }
            }
            if (lostRace) {
                continue;
            }
            // a crash between head and documents is a write that the next batch's follow makes up
            if (random.nextBoolean()) {
                world.write(batch);
            } else {
                world.writeHead(batch);
            }
            expected.forEach(Runnable::run);
            check(world, model, batch.isUnfinished(), name + ", round " + round);
        }
        world.follow();
        assertThat(Replay.of(world.published()).live())
                .as(name)
                .isEqualTo(Replay.of(world.registrations().values()).live());
    }

    private static void check(World world, Model model, boolean unfinished, String where) {
        var seats = world.event().seats();
        int capacity = world.event().announcement().capacity();
        assertThat(seats.confirmed()).as(where).isBetween(0, capacity);
        if (unfinished) {
            return;
        }
        if (world.event().isPublished()) {
            assertThat(seats.waiting() == 0 || seats.confirmed() == capacity)
                    .as(where + ": nobody waits beside a free seat")
                    .isTrue();
        }
        assertThat(seats.confirmed()).as(where).isEqualTo(model.confirmed().size());
        assertThat(seats.waiting()).as(where).isEqualTo(model.waiting().size());
        assertThat(Replay.of(world.published()).confirmed()).as(where).isEqualTo(model.confirmed());
        assertThat(Replay.of(world.published()).waiting()).as(where).isEqualTo(model.waiting());
    }

    private static EventCommand command(Random random, int people, World world) {
        String person = "p" + random.nextInt(people);
        int choice = random.nextInt(100);
        if (choice < 60) {
            return new Register("r-" + person, person, true, null, null, "body");
        }
        if (choice < 88) {
            return new CancelRegistration("r-" + person, random.nextBoolean() ? null : person);
        }
        if (choice < 96) {
            return new Change(
                    world.event().revision(), AnEvent.announcement(1 + random.nextInt(60)));
        }
        if (choice < 98 || world.event().status() == EventStatus.CANCELLED) {
            return new Forget("r-" + person);
        }
        return random.nextInt(10) == 0 ? new Cancel() : new Forget("r-" + person);
    }

    /** People in the order of registering; the first ones have seats. */
    private static final class Model {

        private final LinkedHashMap<String, Boolean> seatByRegistration = new LinkedHashMap<>();
        private int capacity;
        private boolean cancelled;

        Model(int capacity) {
            this.capacity = capacity;
        }

        void carryOut(EventCommand command) {
            switch (command) {
                case Register register -> {
                    if (!cancelled) {
                        seatByRegistration.putIfAbsent(register.registration(), false);
                    }
                }
                case CancelRegistration cancel -> seatByRegistration.remove(cancel.registration());
                case Forget forget -> seatByRegistration.remove(forget.registration());
                case Change change -> capacity = change.wanted().capacity();
                case Cancel _ -> {
                    cancelled = true;
                    seatByRegistration.clear();
                }
                default -> throw new IllegalArgumentException(command.toString());
            }
            for (Map.Entry<String, Boolean> entry : seatByRegistration.entrySet()) {
                if (!entry.getValue() && confirmed().size() < capacity) {
                    entry.setValue(true);
                }
            }
        }

        Set<String> confirmed() {
            Set<String> confirmed = new LinkedHashSet<>();
            seatByRegistration.forEach(
                    (registration, seat) -> {
                        if (seat) {
                            confirmed.add(registration);
                        }
                    });
            return confirmed;
        }

        List<String> waiting() {
            List<String> waiting = new ArrayList<>(seatByRegistration.keySet());
            waiting.removeAll(confirmed());
            return waiting;
        }
    }
}
