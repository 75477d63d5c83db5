package de.gemeinsamkommune.advisory.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import de.gemeinsamkommune.advisory.AdvisoryApplication;
import de.gemeinsamkommune.advisory.request.Actor;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.ContactBy;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.Ask;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.Assign;
import de.gemeinsamkommune.advisory.request.PersonMerged;
import de.gemeinsamkommune.advisory.request.RequestRegister;
import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.testsupport.Contracts;
import de.gemeinsamkommune.testsupport.ServiceTest;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.Instant;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

@ServiceTest(application = AdvisoryApplication.class)
class PersonMergeTest {

    private final PersonMerge reaction;
    private final Merges merges;
    private final RequestRegister register;

    private final String former = UUID.randomUUID().toString();
    private final String kept = UUID.randomUUID().toString();
    private final Actor asker = new Actor(former, false, false);

    @Autowired
    PersonMergeTest(PersonMerge reaction, Merges merges, RequestRegister register) {
        this.reaction = reaction;
        this.merges = merges;
        this.register = register;
    }

    @Test
    void requests_and_advice_belong_to_the_person_who_stays() {
        String asked = ask(asker);
        String advised = ask(new Actor(UUID.randomUUID().toString(), false, false));
        register.assign(advised, new Assign(false), new Actor(former, true, false));

        reaction.on(merged(former, kept));
        reaction.on(merged(former, kept));

        assertThat(state(asked).asker()).isEqualTo(kept);
        assertThat(state(advised).adviser()).isEqualTo(kept);
        assertThatExceptionOfType(PersonMerged.class).isThrownBy(() -> ask(asker));
    }

    @Test
    void it_does_not_matter_in_which_order_two_merges_come() {
        String last = UUID.randomUUID().toString();
        String asked = ask(asker);
        reaction.on(merged(kept, last));
        reaction.on(merged(former, kept));
        assertThat(state(asked).asker()).isEqualTo(last);
    }

    @Test
    void the_sweep_makes_up_for_what_a_dying_command_left() {
        String asked = ask(asker);
        merges.begin(former, kept);
        reaction.sweep();
        assertThat(state(asked).asker()).isEqualTo(kept);
    }

    @Test
    void commands_racing_with_the_merge_are_refused_or_belong_to_who_stays() throws Exception {
        Queue<String> made = new ConcurrentLinkedQueue<>();
        CountDownLatch some = new CountDownLatch(10);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                threads.submit(
                        () -> {
                            while (true) {
                                try {
                                    made.add(ask(asker));
                                } catch (PersonMerged refused) {
                                    return;
                                } finally {
                                    some.countDown();
                                }
                            }
                        });
            }
            some.await();
            reaction.on(merged(former, kept));
        }
        assertThat(made).isNotEmpty();
        assertThat(made).allSatisfy(id -> assertThat(state(id).asker()).isEqualTo(kept));
    }

    @Test
    void the_message_is_read_as_agreed() {
        PersonMerge.PersonMerged read =
                Contracts.consumes("membership.person-merged.v1", PersonMerge.PersonMerged.class);
        assertThat(read.person()).isNotBlank();
        assertThat(read.into()).isNotBlank();
    }

    private AdvisoryRequest state(String id) {
        return register.find(id).orElseThrow().state();
    }

    private String ask(Actor by) {
        String id = UUID.randomUUID().toString();
        register.ask(
                new Ask(
                        id,
                        "monitoring",
                        "Betreff",
                        "Frage",
                        ContactBy.EMAIL,
                        "09762",
                        "fingerprint"),
                by);
        return id;
    }

    private static Message merged(String person, String into) {
        return new Message(
                UUID.randomUUID().toString(),
                "membership.person-merged.v1",
                "/membership",
                "membership.person",
                person,
                1,
                1,
                Instant.EPOCH,
                null,
                "{\"person\":\"%s\",\"into\":\"%s\"}".formatted(person, into));
    }
}
