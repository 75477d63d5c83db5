package de.gemeinsamkommune.analytics.figures;

import java.util.List;

/**
 * A newsletter subscription in force.
 *
 * @param lists keys of the lists subscribed to
 */
public record SubscriptionFigures(List<String> lists) {}
