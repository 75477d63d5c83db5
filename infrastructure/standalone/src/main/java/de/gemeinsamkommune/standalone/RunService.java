package de.gemeinsamkommune.standalone;

import de.gemeinsamkommune.messaging.DeclareTopics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The command of the container image: runs the one service that {@code SERVICE} names, on the port
 * {@code PORT}, by default the service's own.
 */
public final class RunService {

    private static final String TOPICS = "topics";

    private RunService() {}

    /** Runs the service until the process is told to end; {@code topics} ends by itself. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        String wanted = System.getenv().getOrDefault("SERVICE", "");
        if (wanted.equals(TOPICS)) {
            DeclareTopics.main(arguments);
            return;
        }
        Service service = find(wanted);
        String port = System.getenv("PORT");
        String[] settings =
                port == null || port.isBlank()
                        ? arguments
                        : new String[] {"--" + service.portVariable() + "=" + port};
        Class.forName(service.mainClass())
                .getMethod("main", String[].class)
                .invoke(null, (Object) settings);
    }

    /**
     * {@return the service of that name}
     *
     * @throws IllegalArgumentException naming all when there is none
     */
    static Service find(String name) {
        Optional<Service> found =
                Arrays.stream(Service.values())
                        .filter(service -> service.id().equals(name.toLowerCase(Locale.ROOT)))
                        .findFirst();
        return found.orElseThrow(
                () ->
                        new IllegalArgumentException(
                                "SERVICE is '"
                                        + name
                                        + "', wanted is "
                                        + TOPICS
                                        + " or one of "
                                        + Arrays.stream(Service.values())
                                                .map(Service::id)
                                                .collect(Collectors.joining(", "))));
    }
}
