package de.gemeinsamkommune.identity.people;

import java.util.List;

/**
 * What a person may do.
 *
 * @param id id of the person
 * @param roles names of roles, as they stand in the token
 * @param municipalities official keys of the municipalities the person acts for
 */
public record Access(String id, List<String> roles, List<String> municipalities) {

    /** Takes missing lists as empty ones. */
    @SuppressWarnings("ConstantValue") // membership may leave an empty list out
    public Access {
        roles = roles == null ? List.of() : List.copyOf(roles);
        municipalities = municipalities == null ? List.of() : List.copyOf(municipalities);
    }
}
