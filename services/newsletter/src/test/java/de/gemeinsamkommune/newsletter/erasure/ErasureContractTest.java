package de.gemeinsamkommune.newsletter.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.newsletter.erasure.ErasureEvent.ErasureConfirmed;
import de.gemeinsamkommune.testsupport.Contracts;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class ErasureContractTest {

    private static final String PERSON = "3b0c6f0e-8f14-4b52-9d1a-0b6f5f1c2a77";

    @Test
    void writes_what_was_agreed() {
        Contracts.produces(new ErasureConfirmed(PERSON, List.of()));
    }

    @Test
    void reads_what_was_agreed() {
        assertThat(
                        Contracts.consumes(
                                "membership.person-erased.v1", ErasureReaction.PersonErased.class))
                .isEqualTo(new ErasureReaction.PersonErased(PERSON));
    }

    @Test
    void confirms_once() {
        Erasure begun = new Erasure(Instant.EPOCH, false);
        ErasureEvent confirmed = begun.confirm(PERSON).getFirst();

        assertThat(begun.apply(confirmed).confirm(PERSON)).isEmpty();
    }
}
