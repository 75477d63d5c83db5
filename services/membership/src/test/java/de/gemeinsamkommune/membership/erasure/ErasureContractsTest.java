package de.gemeinsamkommune.membership.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.membership.erasure.ErasureEvent.ErasureCompleted;
import de.gemeinsamkommune.membership.erasure.ErasureEvent.Held;
import de.gemeinsamkommune.membership.erasure.ErasureReactions.ErasureConfirmed;
import de.gemeinsamkommune.membership.erasure.ErasureReactions.PersonErased;
import de.gemeinsamkommune.testsupport.Contracts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class ErasureContractsTest {

    @Test
    void messages_are_as_agreed() {
        Contracts.produces(
                new ErasureCompleted(
                        "3b0c6f0e-8f14-4b52-9d1a-0b6f5f1c2a77",
                        Erasure.SERVICES,
                        List.of(new Held("events", "proof-of-use"))));
    }

    @Test
    void the_own_message_is_read_as_it_is_written() {
        PersonErased read = Contracts.consumes("membership.person-erased.v1", PersonErased.class);
        assertThat(read.receipt()).isEqualTo("9a1de3a1-7d0f-4b0e-8d3c-5a2f0e7b6c11");
        assertThat(read.person()).isEqualTo("3b0c6f0e-8f14-4b52-9d1a-0b6f5f1c2a77");
    }

    @ParameterizedTest
    @ValueSource(strings = {"advisory", "events", "identity", "newsletter"})
    void confirmations_of_every_service_are_understood(String service) {
        ErasureConfirmed read =
                Contracts.consumes(service + ".erasure-confirmed.v1", ErasureConfirmed.class);
        assertThat(read.person()).isNotBlank();
        assertThat(read.holds()).isNotNull();
    }
}
