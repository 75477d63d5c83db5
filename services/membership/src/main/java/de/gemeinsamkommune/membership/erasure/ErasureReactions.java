package de.gemeinsamkommune.membership.erasure;

import de.gemeinsamkommune.membership.erasure.Erasure.Confirmation;
import de.gemeinsamkommune.membership.erasure.Erasure.Hold;
import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Reaction;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps the receipts up to date with what this and the other services say. */
@Configuration(proxyBeanMethods = false)
class ErasureReactions {

    private static final String PEOPLE = "membership.person";
    private static final String PERSON_ERASED = "membership.person-erased.v1";
    private static final String CONFIRMED = ".erasure-confirmed.v1";

    /** What is read of {@code membership.person-erased.v1}. */
    record PersonErased(String person, String receipt) {}

    /** What is read of {@code <service>.erasure-confirmed.v1}. */
    record ErasureConfirmed(String person, @Nullable List<Held> held) {

        /** Something the service must keep. */
        record Held(String what, String reason, @Nullable LocalDate until) {}

        List<Hold> holds() {
            return held == null
                    ? List.of()
                    : held.stream()
                            .map(kept -> new Hold(kept.what(), kept.reason(), kept.until()))
                            .toList();
        }
    }

    @Bean
    @Order(1)
    Reaction erasureReceipts(Erasures erasures) {
        return new Reaction() {
            @Override
            public String name() {
                return "erasure-receipts";
            }

            @Override
            public List<String> topics() {
                return List.of(PEOPLE);
            }

            @Override
            public void on(Message message) {
                if (message.type().equals(PERSON_ERASED)) {
                    PersonErased erased = message.read(PersonErased.class);
                    erasures.requested(erased.receipt(), erased.person(), message.time());
                }
            }

            /** A restored store must not know the person again, and must know the receipt. */
            @Override
            public Set<String> lasting() {
                return Set.of(PERSON_ERASED);
            }
        };
    }

    /** After the receipts: who was erased has to be known before somebody confirms it. */
    @Bean
    @Order(2)
    Reaction erasureConfirmations(Erasures erasures) {
        return new Reaction() {
            @Override
            public String name() {
                return "erasure-confirmations";
            }

            @Override
            public List<String> topics() {
                return Erasure.SERVICES.stream().map(service -> service + ".erasure").toList();
            }

            /** A service confirms once, but a restored store may have lost that. */
            @Override
            public Set<String> lasting() {
                return Erasure.SERVICES.stream()
                        .map(service -> service + CONFIRMED)
                        .collect(Collectors.toUnmodifiableSet());
            }

            @Override
            public void on(Message message) {
                // each service publishes on its own topic only, so the topic says who confirms
                String service = message.topic().substring(0, message.topic().indexOf('.'));
                if (message.type().equals(service + CONFIRMED)) {
                    ErasureConfirmed confirmed = message.read(ErasureConfirmed.class);
                    erasures.confirm(
                            service,
                            confirmed.person(),
                            new Confirmation(message.time(), confirmed.holds()));
                }
            }
        };
    }
}
