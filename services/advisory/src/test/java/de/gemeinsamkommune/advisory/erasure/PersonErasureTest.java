package de.gemeinsamkommune.advisory.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.advisory.AdvisoryApplication;
import de.gemeinsamkommune.advisory.erasure.ErasureEvent.ErasureConfirmed;
import de.gemeinsamkommune.advisory.request.Actor;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.ContactBy;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Status;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.Ask;
import de.gemeinsamkommune.advisory.request.PersonErased;
import de.gemeinsamkommune.advisory.request.RequestRegister;
import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.testsupport.Contracts;
import de.gemeinsamkommune.testsupport.ServiceTest;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

@ServiceTest(application = AdvisoryApplication.class)
class PersonErasureTest {

    private static final String CONTRACT_PERSON = "2b9d7c10-3a41-4f62-8e53-9c0d1e2f3a4b";

    private final PersonErasure reaction;
    private final Erasures erasures;
    private final RequestRegister register;

    private final String person = UUID.randomUUID().toString();
    private final Actor asker = new Actor(person, false, false);

    @Autowired
    PersonErasureTest(PersonErasure reaction, Erasures erasures, RequestRegister register) {
        this.reaction = reaction;
        this.erasures = erasures;
        this.register = register;
    }

    @Test
    void the_sweep_makes_up_for_what_a_dying_command_left() {
        String id = UUID.randomUUID().toString();
        register.ask(aQuestion(id), asker);
        // as if the erasure had passed between the look and the write of the command
        erasures.begin(person);
        assertThat(register.find(id).orElseThrow().state().asker()).isEqualTo(person);

        reaction.sweep();

        assertForgotten(id);
    }

    @Test
    void commands_racing_with_the_erasure_leave_nothing_behind() throws Exception {
        Queue<String> made = new ConcurrentLinkedQueue<>();
        CountDownLatch some = new CountDownLatch(20);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                threads.submit(
                        () -> {
                            while (true) {
                                String id = UUID.randomUUID().toString();
                                made.add(id);
                                try {
                                    register.ask(aQuestion(id), asker);
                                } catch (PersonErased refused) {
                                    return;
                                } finally {
                                    some.countDown();
                                }
                            }
                        });
            }
            some.await();
            reaction.on(erased(person));
        }
        assertThat(made).hasSizeGreaterThanOrEqualTo(20);
        for (String id : made) {
            register.find(id).ifPresent(_ -> assertForgotten(id));
        }
        assertThat(made.stream().filter(id -> register.find(id).isPresent())).isNotEmpty();
    }

    @Test
    void other_messages_about_people_have_no_effect() {
        reaction.on(
                new Message(
                        "id",
                        "membership.person-joined.v1",
                        "/membership",
                        "membership.person",
                        person,
                        1,
                        2,
                        Instant.EPOCH,
                        null,
                        "{\"person\":\"%s\"}".formatted(person)));
        assertThat(erasures.contains(person)).isFalse();
    }

    @Test
    void messages_are_as_their_contracts_say() {
        Contracts.produces(new ErasureConfirmed(CONTRACT_PERSON, List.of()));
        assertThat(
                        Contracts.consumes(
                                        "membership.person-erased.v1",
                                        PersonErasure.PersonErased.class)
                                .person())
                .isNotBlank();
    }

    private void assertForgotten(String id) {
        AdvisoryRequest request = register.find(id).orElseThrow().state();
        assertThat(request.asker()).isNull();
        assertThat(request.subject()).isNull();
        assertThat(request.question()).isNull();
        assertThat(request.status()).isEqualTo(Status.WITHDRAWN);
    }

    private static Ask aQuestion(String id) {
        return new Ask(
                id, "monitoring", "Betreff", "Frage", ContactBy.EMAIL, "09762", "fingerprint");
    }

    private static Message erased(String person) {
        return new Message(
                UUID.randomUUID().toString(),
                "membership.person-erased.v1",
                "/membership",
                "membership.person",
                person,
                1,
                1,
                Instant.EPOCH,
                null,
                "{\"person\":\"%s\"}".formatted(person));
    }
}
