package de.gemeinsamkommune.analytics.figures;

import static com.mongodb.client.model.Filters.empty;

import com.mongodb.client.model.Sorts;

import de.gemeinsamkommune.analytics.figures.EventFigures.Attendance;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.ProjectionView;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.annotation.security.RolesAllowed;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sums the figures up, anew for each reader, from one document per event, request, subscription.
 */
@RestController
class FiguresController {

    private final ProjectionView<EventFigures> events;
    private final ProjectionView<AdviceFigures> advice;
    private final ProjectionView<SubscriptionFigures> subscriptions;
    private final Clock clock;

    FiguresController(
            Messaging messaging,
            EventFiguresProjection events,
            AdviceFiguresProjection advice,
            SubscriptionFiguresProjection subscriptions,
            Clock clock) {
        this.events = messaging.view(events);
        this.advice = messaging.view(advice);
        this.subscriptions = messaging.view(subscriptions);
        this.clock = clock;
    }

    @GetMapping("/api/analytics/figures")
    @RolesAllowed({Roles.FUNDER, Roles.PROJECT_LEAD, Roles.ANALYST, Roles.ADMINISTRATOR})
    @Operation(operationId = "readFigures", summary = "What the project has done so far")
    Figures figures() {
        return sum(all(events), all(advice), all(subscriptions).size(), clock.instant());
    }

    static Figures sum(
            List<EventFigures> events, List<AdviceFigures> advice, long subscribers, Instant now) {
        List<Attendance> attendances =
                events.stream()
                        .flatMap(event -> event.attendances().values().stream())
                        .filter(attendance -> attendance.minutes() > 0)
                        .toList();
        Set<String> supported = new HashSet<>();
        for (Attendance attendance : attendances) {
            if (attendance.municipality() != null) {
                supported.add(attendance.municipality());
            }
        }
        for (AdviceFigures request : advice) {
            if (request.accepted() && request.municipality() != null) {
                supported.add(request.municipality());
            }
        }
        return new Figures(
                now,
                attendances.size(),
                attendances.stream().mapToLong(Attendance::minutes).sum(),
                events.stream().filter(event -> event.heldBefore(now)).count(),
                events.stream()
                        .filter(
                                event ->
                                        event.attendances().values().stream()
                                                .anyMatch(attendance -> attendance.minutes() > 0))
                        .count(),
                advice.size(),
                advice.stream().filter(AdviceFigures::concluded).count(),
                advice.stream().mapToLong(AdviceFigures::minutes).sum(),
                supported.size(),
                subscribers);
    }

    private static <S extends Record> List<S> all(ProjectionView<S> view) {
        return view.find(empty(), Sorts.ascending("_id"), Integer.MAX_VALUE);
    }
}
