package de.gemeinsamkommune.events.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.testsupport.Contracts;

import org.junit.jupiter.api.Test;

import java.util.List;

class ErasureContractTest {

    @Test
    void confirms() {
        Contracts.produces(
                new ErasureEvent.ErasureConfirmed(
                        "0c5e7f2a-91b3-4b52-8d1f-6e2a4c8b9d30",
                        List.of(new ErasureEvent.Held("attendance-proof", "proof-of-use", null))));
    }

    @Test
    void reads_what_membership_publishes() {
        assertThat(
                        Contracts.consumes(
                                        "membership.person-erased.v1",
                                        MembershipListener.PersonErased.class)
                                .person())
                .isNotBlank();
    }
}
