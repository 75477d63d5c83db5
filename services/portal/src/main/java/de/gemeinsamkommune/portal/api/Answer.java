package de.gemeinsamkommune.portal.api;

import org.jspecify.annotations.Nullable;

/**
 * What a service answered.
 *
 * @param body the record
 * @param etag its version for a later change, absent for what cannot be edited
 */
public record Answer<T>(T body, @Nullable String etag) {}
