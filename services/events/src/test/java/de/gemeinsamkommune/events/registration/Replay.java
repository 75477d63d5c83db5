package de.gemeinsamkommune.events.registration;

import de.gemeinsamkommune.events.announcement.AnnouncementEvent;
import de.gemeinsamkommune.messaging.DomainEvent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a consumer of the messages knows: who has a seat, who waits and in which order. */
record Replay(Set<String> confirmed, List<String> waiting) {

    static Replay of(List<? extends DomainEvent> messages) {
        Set<String> confirmed = new LinkedHashSet<>();
        List<String> waiting = new ArrayList<>();
        for (DomainEvent message : messages) {
            switch (message) {
                case RegistrationEvent.RegistrationConfirmed it ->
                        require(confirmed.add(it.registration()), message);
                case RegistrationEvent.RegistrationWaitlisted it -> {
                    require(!waiting.contains(it.registration()), message);
                    waiting.add(it.registration());
                    require(it.position() == waiting.size(), message);
                }
                case RegistrationEvent.RegistrationPromoted it -> {
                    require(waiting.indexOf(it.registration()) == 0, message);
                    waiting.remove(it.registration());
                    require(confirmed.add(it.registration()), message);
                }
                case RegistrationEvent.RegistrationCancelled it ->
                        require(
                                it.freed()
                                        ? confirmed.remove(it.registration())
                                        : waiting.remove(it.registration()),
                                message);
                case RegistrationEvent.RegistrationsMerged it -> merge(it, confirmed, waiting);
                case AnnouncementEvent.EventCancelled _ -> {
                    confirmed.clear();
                    waiting.clear();
                }
                default -> {}
            }
        }
        return new Replay(confirmed, waiting);
    }

    private static void merge(
            RegistrationEvent.RegistrationsMerged it, Set<String> confirmed, List<String> waiting) {
        boolean two = confirmed.contains(it.into()) || waiting.contains(it.into());
        require(it.moved() || two, it);
        require(
                it.freed()
                        == (confirmed.contains(it.into()) && confirmed.contains(it.registration())),
                it);
        if (it.moved()) {
            confirmed.remove(it.into());
            waiting.remove(it.into());
            if (confirmed.remove(it.registration())) {
                confirmed.add(it.into());
            } else {
                require(waiting.contains(it.registration()), it);
                waiting.set(waiting.indexOf(it.registration()), it.into());
            }
        } else {
            require(confirmed.remove(it.registration()) || waiting.remove(it.registration()), it);
        }
        require(
                it.status() == RegistrationStatus.CONFIRMED
                        ? confirmed.contains(it.into())
                        : waiting.contains(it.into()),
                it);
    }

    static Replay of(Collection<Registration> documents) {
        Set<String> confirmed = new LinkedHashSet<>();
        List<String> waiting = new ArrayList<>();
        documents.stream()
                .sorted(Comparator.comparingLong(Registration::place))
                .forEach(
                        it -> {
                            switch (it.status()) {
                                case CONFIRMED -> confirmed.add(it.id());
                                case WAITING -> waiting.add(it.id());
                                case CANCELLED -> {}
                            }
                        });
        return new Replay(confirmed, waiting);
    }

    /** {@return the status of every live registration, to compare without the order of seats} */
    Map<String, String> live() {
        Map<String, String> live = new LinkedHashMap<>();
        confirmed.forEach(it -> live.put(it, "CONFIRMED"));
        for (int i = 0; i < waiting.size(); i++) {
            live.put(waiting.get(i), "WAITING " + i);
        }
        return live;
    }

    private static void require(boolean holds, DomainEvent message) {
        if (!holds) {
            throw new AssertionError("does not fit what came before: " + message);
        }
    }
}
