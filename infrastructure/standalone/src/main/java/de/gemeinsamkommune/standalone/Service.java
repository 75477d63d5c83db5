package de.gemeinsamkommune.standalone;

import org.springframework.boot.builder.SpringApplicationBuilder;

import java.lang.reflect.InvocationTargetException;
import java.util.Locale;

/** The services of the network, in the order in which they are started. */
enum Service {
    IDENTITY,
    MEMBERSHIP,
    NEWSLETTER,
    EVENTS,
    PORTAL,
    ADVISORY,
    ANALYTICS,
    /** Last, because whoever reaches it expects the others. */
    GATEWAY;

    /** {@return the name as in {@code spring.application.name}, the database and the log} */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String portVariable() {
        return name() + "_PORT";
    }

    String urlVariable() {
        return name() + "_URL";
    }

    /** {@return the main class, which also runs the service alone} */
    String mainClass() {
        String simple = name().charAt(0) + id().substring(1) + "Application";
        return "de.gemeinsamkommune." + id() + "." + simple;
    }

    /** {@return the application, ready to be run} */
    SpringApplicationBuilder application() {
        try {
            return (SpringApplicationBuilder)
                    Class.forName(mainClass()).getMethod("application").invoke(null);
        } catch (InvocationTargetException failure) {
            throw new IllegalStateException(id() + " has no application", failure.getCause());
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(id() + " has no application", failure);
        }
    }
}
