package de.gemeinsamkommune.advisory.request;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import de.gemeinsamkommune.advisory.AdvisoryApplication;
import de.gemeinsamkommune.advisory.reading.Readings;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.ContactBy;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.Ask;
import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.PageQuery;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.testsupport.ServiceTest;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** What cannot be noted is not shown. */
@ServiceTest(application = AdvisoryApplication.class)
class UnnotedReadingTest {

    private final RequestRegister register;
    private final Clock clock;

    @Autowired
    UnnotedReadingTest(RequestRegister register, Clock clock) {
        this.register = register;
        this.clock = clock;
    }

    @Test
    void a_case_is_not_shown_when_its_reading_cannot_be_written() {
        String id = UUID.randomUUID().toString();
        Caller asker = caller(Roles.MEMBER);
        Caller adviser = caller(Roles.ADVISER);
        register.ask(
                new Ask(id, "monitoring", "Betreff", "Frage", ContactBy.EMAIL, "09762", "print"),
                new Actor(asker.id(), false, false));
        try (MongoClient nowhere =
                MongoClients.create("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=50")) {
            RequestController controller =
                    new RequestController(
                            register, new Readings(nowhere.getDatabase("nowhere"), clock));

            assertThatExceptionOfType(MongoTimeoutException.class)
                    .isThrownBy(() -> controller.read(id, adviser));
            assertThatExceptionOfType(MongoTimeoutException.class)
                    .isThrownBy(() -> controller.list(null, PageQuery.of(null, null), adviser));
            assertThatNoException().isThrownBy(() -> controller.read(id, asker));
        }
    }

    private static Caller caller(String role) {
        return new Caller(UUID.randomUUID().toString(), Set.of(role), Set.of(), Locale.GERMAN);
    }
}
