package de.gemeinsamkommune.advisory.demo;

import de.gemeinsamkommune.advisory.request.Actor;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Side;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Status;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.Ask;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.Assign;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.Conclude;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.GiveReply;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.RecordEffort;
import de.gemeinsamkommune.advisory.request.ErasedPeople;
import de.gemeinsamkommune.advisory.request.RequestRegister;
import de.gemeinsamkommune.messaging.Stored;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The invented cases of {@code advisory/demo-cases.json}, played through the commands.
 *
 * <p>Ids are derived from the place in the file, so that playing them again adds nothing, and a
 * case that was broken off is played to its end. What people did with a case since is left alone.
 */
@Component
class DemoCases {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String FINGERPRINT = "demo";

    private final RequestRegister register;
    private final ErasedPeople erased;
    private final Clock clock;
    private final List<DemoCase> cases;

    DemoCases(RequestRegister register, ErasedPeople erased, Clock clock) {
        this.register = register;
        this.erased = erased;
        this.clock = clock;
        try (InputStream json =
                new ClassPathResource("advisory/demo-cases.json").getInputStream()) {
            cases = List.of(JsonMapper.shared().readValue(json, DemoCase[].class));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Plays every case whose municipality has an officer among the people. */
    void play(DemoPeople people) {
        Optional<String> adviser = people.adviser();
        for (int number = 0; number < cases.size(); number++) {
            DemoCase story = cases.get(number);
            Optional<String> officer = people.officerOf(story.municipality());
            if (adviser.isPresent()
                    && officer.isPresent()
                    && !erased.contains(adviser.get())
                    && !erased.contains(officer.get())) {
                play(number, story, officer.get(), adviser.get());
            }
        }
    }

    private void play(int number, DemoCase story, String officer, String adviser) {
        String id = id("case", number, 0);
        Actor asking = new Actor(officer, false, false);
        Actor advising = new Actor(adviser, true, false);
        if (register.find(id).isEmpty()) {
            register.at(day(story.day()))
                    .ask(
                            new Ask(
                                    id,
                                    story.topic(),
                                    story.subject(),
                                    story.question(),
                                    story.contactBy(),
                                    story.municipality(),
                                    FINGERPRINT),
                            asking);
        }
        if (story.status() == Status.RECEIVED) {
            return;
        }
        if (is(id, Status.RECEIVED)) {
            register.at(day(story.day() + 1)).assign(id, new Assign(false), advising);
        }
        for (int reply = 0; reply < story.replies().size(); reply++) {
            DemoCase.Reply words = story.replies().get(reply);
            if (isOfDemo(id, officer, adviser)) {
                register.at(day(words.day()))
                        .reply(
                                id,
                                new GiveReply(
                                        id("reply", number, reply), words.text(), FINGERPRINT),
                                words.by() == Side.ASKER ? asking : advising);
            }
        }
        for (int effort = 0; effort < story.efforts().size(); effort++) {
            DemoCase.Effort work = story.efforts().get(effort);
            if (isOfDemo(id, officer, adviser)) {
                register.recordEffort(
                        id,
                        new RecordEffort(
                                id("effort", number, effort),
                                work.activity(),
                                work.minutes(),
                                LocalDate.now(clock.withZone(BERLIN)).plusDays(work.day()),
                                FINGERPRINT),
                        advising);
            }
        }
        DemoCase.Conclusion end = story.conclusion();
        if (end != null && isOfDemo(id, officer, adviser)) {
            Stored<AdvisoryRequest> open = register.find(id).orElseThrow();
            register.at(day(end.day()))
                    .conclude(
                            id, open.version(), new Conclude(end.outcome(), end.text()), advising);
        }
    }

    private boolean is(String id, Status status) {
        return register.find(id).orElseThrow().state().status() == status;
    }

    /** Whether the case is still in the hands in which the demo put it. */
    private boolean isOfDemo(String id, String officer, String adviser) {
        AdvisoryRequest request = register.find(id).orElseThrow().state();
        return request.status() == Status.ACCEPTED
                && officer.equals(request.asker())
                && adviser.equals(request.adviser());
    }

    private Clock day(int offset) {
        return Clock.fixed(clock.instant().plus(Duration.ofDays(offset)), ZoneOffset.UTC);
    }

    private static String id(String kind, int number, int entry) {
        return UUID.nameUUIDFromBytes(
                        "advisory.demo/%s/%d/%d"
                                .formatted(kind, number, entry)
                                .getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
