package de.gemeinsamkommune.newsletter.subscription;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;

import de.gemeinsamkommune.defaults.retention.DatedDocuments;
import de.gemeinsamkommune.newsletter.subscription.Subscription.Status;

import org.springframework.stereotype.Component;

import java.time.Instant;

/** The evidence of a consent is kept for a time after the subscription ended (§§ 195, 199 BGB). */
@Component
class ConsentEvidence extends DatedDocuments {

    private final SubscriptionRegister register;

    ConsentEvidence(Subscribers subscribers, SubscriptionRegister register) {
        super(
                "consent-evidence",
                subscribers.store().collection(),
                "state.ending.at",
                and(eq("state.status", Status.ENDED.name()), exists("state.consent")));
        this.register = register;
    }

    @Override
    public boolean act(String subscription, Instant before) {
        return register.dropEvidence(subscription, before);
    }
}
