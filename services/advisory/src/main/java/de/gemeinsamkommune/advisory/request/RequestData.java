package de.gemeinsamkommune.advisory.request;

import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Activity;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.ContactBy;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Effort;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Outcome;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Reply;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Side;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Status;
import de.gemeinsamkommune.defaults.access.PersonalData.Category;
import de.gemeinsamkommune.defaults.access.PersonalDataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What is held about a person in requests for advice. Whoever asked sees the whole request, the
 * other side named by its role; whoever advises sees what they did and wrote, and nothing of the
 * asker's.
 */
@Component
class RequestData implements PersonalDataSource {

    private final RequestRegister requests;

    RequestData(RequestRegister requests) {
        this.requests = requests;
    }

    /** A contribution. */
    record Said(Side by, @Nullable String text, Instant at) {}

    /** Work done. */
    record Worked(Activity activity, int minutes, LocalDate on) {}

    /** A request of the person. */
    record Asked(
            String id,
            @Nullable String municipality,
            String topic,
            @Nullable String subject,
            @Nullable String question,
            ContactBy contactBy,
            Status status,
            Instant receivedAt,
            @Nullable Instant acceptedAt,
            List<Said> replies,
            List<Worked> efforts,
            @Nullable Outcome outcome,
            @Nullable String conclusion,
            @Nullable Instant closedAt) {}

    /** A request of somebody else in which the person had a part. */
    record Advised(
            String id,
            String topic,
            Status status,
            @Nullable Instant acceptedAt,
            List<Said> replies,
            List<Worked> efforts,
            @Nullable String conclusion) {}

    @Override
    public List<Category> about(String person) {
        return List.of(
                new Category(
                        "requests",
                        "advice",
                        "GDPR 6(1)(b)",
                        "closed-requests",
                        List.of("advisers"),
                        true,
                        concerning(person, request -> asked(person, request))),
                new Category(
                        "advised-requests",
                        "advice",
                        "GDPR 6(1)(b)",
                        "closed-requests",
                        List.of("asker", "advisers"),
                        false,
                        concerning(person, request -> advised(person, request))));
    }

    /** The requests in which the person has a part, without those the view leaves out. */
    private <T> List<T> concerning(String person, Function<AdvisoryRequest, @Nullable T> view) {
        List<T> seen = new ArrayList<>();
        String after = "";
        List<AdvisoryRequest> page = requests.concerning(person, after);
        while (!page.isEmpty()) {
            for (AdvisoryRequest request : page) {
                T item = view.apply(request);
                if (item != null) {
                    seen.add(item);
                }
            }
            after = page.getLast().id();
            page = requests.concerning(person, after);
        }
        return seen;
    }

    private static @Nullable Asked asked(String person, AdvisoryRequest request) {
        if (!person.equals(request.asker())) {
            return null;
        }
        return new Asked(
                request.id(),
                request.municipality(),
                request.topic(),
                request.subject(),
                request.question(),
                request.contactBy(),
                request.status(),
                request.receivedAt(),
                request.acceptedAt(),
                request.replies().stream().map(RequestData::said).toList(),
                request.efforts().stream().map(RequestData::worked).toList(),
                request.outcome(),
                request.conclusion(),
                request.closedAt());
    }

    private static @Nullable Advised advised(String person, AdvisoryRequest request) {
        if (person.equals(request.asker())) {
            return null;
        }
        boolean adviser = person.equals(request.adviser());
        return new Advised(
                request.id(),
                request.topic(),
                request.status(),
                adviser ? request.acceptedAt() : null,
                request.replies().stream()
                        .filter(reply -> person.equals(reply.author()))
                        .map(RequestData::said)
                        .toList(),
                request.efforts().stream()
                        .filter(effort -> person.equals(effort.by()))
                        .map(RequestData::worked)
                        .toList(),
                adviser ? request.conclusion() : null);
    }

    private static Said said(Reply reply) {
        return new Said(reply.by(), reply.text(), reply.at());
    }

    private static Worked worked(Effort effort) {
        return new Worked(effort.activity(), effort.minutes(), effort.on());
    }
}
