package de.gemeinsamkommune.newsletter.notification;

import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Reaction;

import org.springframework.stereotype.Component;

import java.util.List;

/** Reads what happens in the network and has the people concerned written to. */
@Component
class NetworkListener implements Reaction {

    private final PersonListener people;
    private final ApplicationListener applications;
    private final EventListener events;
    private final AdvisoryListener advisory;

    NetworkListener(
            PersonListener people,
            ApplicationListener applications,
            EventListener events,
            AdvisoryListener advisory) {
        this.people = people;
        this.applications = applications;
        this.events = events;
        this.advisory = advisory;
    }

    @Override
    public String name() {
        return "mails";
    }

    @Override
    public List<String> topics() {
        return List.of(
                "membership.person", "membership.application", "events.event", "advisory.request");
    }

    @Override
    public void on(Message message) {
        switch (message.topic()) {
            case "membership.person" -> people.on(message);
            case "membership.application" -> applications.on(message);
            case "events.event" -> events.on(message);
            case "advisory.request" -> advisory.on(message);
            default -> throw new IllegalArgumentException(message.topic());
        }
    }
}
