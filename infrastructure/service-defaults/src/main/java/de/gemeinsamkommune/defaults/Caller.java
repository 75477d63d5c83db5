package de.gemeinsamkommune.defaults;

import java.util.Locale;
import java.util.Set;

/**
 * Who calls, taken from the verified access token alone.
 *
 * <p>A controller method takes it as an argument; where {@code @PermitAll} lets anybody in, the
 * argument is declared {@code @Nullable} and is null without a token.
 *
 * @param id the token's subject: the person's id, or the client's id for a service
 * @param roles see {@link Roles}
 * @param municipalities official keys of the municipalities the person acts for
 * @param locale German or English, by the request's {@code Accept-Language}
 */
public record Caller(String id, Set<String> roles, Set<String> municipalities, Locale locale) {

    /** Copies the sets. */
    public Caller {
        roles = Set.copyOf(roles);
        municipalities = Set.copyOf(municipalities);
    }

    /** Whether the caller has the given role. */
    public boolean hasRole(String role) {
        return roles.contains(role);
    }

    /** Whether the caller has at least one of the given roles. */
    public boolean hasAnyRole(String... anyOf) {
        for (String role : anyOf) {
            if (roles.contains(role)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the caller acts for the municipality with the given official key. */
    public boolean actsFor(String municipality) {
        return municipalities.contains(municipality);
    }

    /** Whether the caller is another service of the network and not a person. */
    public boolean isService() {
        return hasRole(Roles.SERVICE);
    }
}
