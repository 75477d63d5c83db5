package de.gemeinsamkommune.advisory.request;

import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Activity;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.ContactBy;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Outcome;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Side;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestEvent.EffortRecorded;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestEvent.ReplyGiven;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestEvent.RequestAccepted;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestEvent.RequestConcluded;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestEvent.RequestReceived;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestEvent.RequestWithdrawn;
import de.gemeinsamkommune.testsupport.Contracts;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.LocalDate;
import java.util.stream.Stream;

class RequestContractTest {

    private static final String REQUEST = "6f1c2a3e-5b7d-4c8e-9a10-1b2c3d4e5f60";
    private static final String ASKER = "2b9d7c10-3a41-4f62-8e53-9c0d1e2f3a4b";
    private static final String ADVISER = "c4d5e6f7-0819-4a2b-8c3d-4e5f60718293";
    private static final String ENTRY = "0a1b2c3d-4e5f-4061-8273-8495a6b7c8d9";

    static Stream<AdvisoryRequestEvent> events() {
        return Stream.of(
                new RequestReceived(REQUEST, ASKER, "09762", "monitoring", ContactBy.VIDEO),
                new RequestAccepted(REQUEST, ADVISER),
                new ReplyGiven(REQUEST, ENTRY, Side.ADVISER, ASKER),
                new EffortRecorded(
                        REQUEST, ENTRY, Activity.CONVERSATION, 90, LocalDate.of(2026, 11, 20)),
                new RequestConcluded(REQUEST, Outcome.MATERIAL_PROVIDED),
                new RequestWithdrawn(REQUEST));
    }

    @ParameterizedTest
    @MethodSource("events")
    void a_message_is_as_its_contract_says(AdvisoryRequestEvent event) {
        Contracts.produces(event);
    }
}
