package de.gemeinsamkommune.defaults;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A problem detail that knows its texts by key, so that they are looked up where it is written. */
final class Problem extends ProblemDetail {

    private final String key;
    private final Object[] arguments;
    private final List<InputError> errors = new ArrayList<>();

    Problem(HttpStatusCode status, String key, Object... arguments) {
        super(status.value());
        this.key = key;
        this.arguments = arguments.clone();
        setType(URI.create("/problems/" + key));
    }

    String key() {
        return key;
    }

    Object[] arguments() {
        return arguments;
    }

    Problem with(InputError error) {
        errors.add(error);
        setProperty("errors", errors);
        return this;
    }
}
