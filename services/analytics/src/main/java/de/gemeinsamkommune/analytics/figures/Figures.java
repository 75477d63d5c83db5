package de.gemeinsamkommune.analytics.figures;

import java.time.Instant;

/**
 * What the project has done so far.
 *
 * @param asOf when this was summed up
 * @param attendances people at events, each event counted apart
 * @param attendedMinutes their time
 * @param eventsHeld published events that are over and were not called off
 * @param eventsWithAttendance events at which somebody's attendance was recorded
 * @param adviceRequests requests for advice received
 * @param adviceConcluded requests for advice concluded with an outcome
 * @param effortMinutes time spent on advice
 * @param municipalitiesSupported different municipalities that attended an event or whose request
 *     for advice was accepted (AMIF indicator O.2.2)
 * @param subscribers newsletter subscriptions in force
 */
record Figures(
        Instant asOf,
        long attendances,
        long attendedMinutes,
        long eventsHeld,
        long eventsWithAttendance,
        long adviceRequests,
        long adviceConcluded,
        long effortMinutes,
        long municipalitiesSupported,
        long subscribers) {}
