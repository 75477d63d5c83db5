package de.gemeinsamkommune.identity.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.identity.erasure.ErasureEvent.ErasureConfirmed;
import de.gemeinsamkommune.identity.erasure.MembershipListener.PersonErased;
import de.gemeinsamkommune.testsupport.Contracts;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class ErasureTest {

    @Test
    void is_confirmed_once() {
        Erasure erasure = new Erasure("p", Instant.EPOCH, false);
        List<ErasureEvent> events = erasure.confirm();

        assertThat(events).containsExactly(new ErasureConfirmed("p", List.of()));
        assertThat(erasure.apply(events.getFirst()).confirm()).isEmpty();
    }

    @Test
    void writes_the_confirmation_as_agreed() {
        String person = Contracts.example("identity.erasure-confirmed.v1").get("person").asString();

        Contracts.produces(new ErasureConfirmed(person, List.of()));
    }

    @Test
    void reads_what_membership_agreed_to_write() {
        String type = "membership.person-erased.v1";

        assertThat(Contracts.consumes(type, PersonErased.class).person())
                .isEqualTo(Contracts.example(type).get("person").asString());
        String merged = "membership.person-merged.v1";
        assertThat(Contracts.consumes(merged, MembershipListener.PersonMerged.class).person())
                .isEqualTo(Contracts.example(merged).get("person").asString());
    }
}
