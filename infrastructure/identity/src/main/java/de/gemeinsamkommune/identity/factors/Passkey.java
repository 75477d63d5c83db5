package de.gemeinsamkommune.identity.factors;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A passkey as its person sees it.
 *
 * @param id id of the credential, Base64 URL
 * @param label what the person calls it
 * @param addedAt since when it is known
 * @param lastUsedAt when it last signed in, null when it never did
 */
public record Passkey(String id, String label, Instant addedAt, @Nullable Instant lastUsedAt) {}
