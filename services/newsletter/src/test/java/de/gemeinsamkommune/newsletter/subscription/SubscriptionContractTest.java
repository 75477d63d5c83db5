package de.gemeinsamkommune.newsletter.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.newsletter.subscription.SubscriptionEvent.EndReason;
import de.gemeinsamkommune.newsletter.subscription.SubscriptionEvent.SubscriptionConfirmed;
import de.gemeinsamkommune.newsletter.subscription.SubscriptionEvent.SubscriptionEnded;
import de.gemeinsamkommune.testsupport.Contracts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class SubscriptionContractTest {

    private static final String ID = "5f0c7b1e-2a4d-4c3b-9e8f-7a6b5c4d3e2f";

    @Test
    void writes_what_was_agreed() {
        Contracts.produces(
                new SubscriptionConfirmed(
                        ID, List.of("network"), "3b0c6f0e-8f14-4b52-9d1a-0b6f5f1c2a77"));
        Contracts.produces(new SubscriptionEnded(ID, EndReason.UNSUBSCRIBED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"membership.person-invited.v1", "membership.person-joined.v1"})
    void reads_what_was_agreed(String type) {
        assertThat(Contracts.consumes(type, PersonLinks.PersonKnown.class).person()).hasSize(36);
    }
}
