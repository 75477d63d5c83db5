package de.gemeinsamkommune.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the repository, for tests that compare them with each other. */
final class Repository {

    static final Path ROOT = Path.of(System.getProperty("repository.root", "../.."));

    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{([A-Z][A-Z_0-9]+)(?::([^}]*))?");
    private static final Pattern PROPERTY =
            Pattern.compile("[gG]etProperty\\(\\s*\"([A-Z][A-Z_0-9]+)\"(?:,\\s*\"([^\"]*)\")?");

    private Repository() {}

    /** {@return the documents of a YAML text} */
    static List<Map<String, Object>> yaml(String text) {
        List<Map<String, Object>> documents = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text)) {
            if (document instanceof Map<?, ?> map) {
                @SuppressWarnings("unchecked")
                Map<String, Object> typed = (Map<String, Object>) map;
                documents.add(typed);
            }
        }
        return documents;
    }

    /** {@return what is found on the way down, which must be there} */
    @SuppressWarnings("unchecked")
    static <T> T at(Object from, Object... way) {
        Object found = from;
        for (Object step : way) {
            found =
                    step instanceof Integer index
                            ? ((List<Object>) found).get(index)
                            : ((Map<String, Object>) found).get(step);
            assertThat(found).as("%s of %s in %s", step, List.of(way), from).isNotNull();
        }
        return (T) found;
    }

    /**
     * {@return the environment variables that a service reads, with their defaults, from its files
     * and from those of the libraries}
     */
    static Map<String, String> variables(Service service) throws IOException {
        Map<String, String> variables = new TreeMap<>();
        Set<Path> folders = new TreeSet<>();
        for (String place : List.of("services", "infrastructure")) {
            folders.add(ROOT.resolve(place).resolve(service.id()).resolve("src/main"));
        }
        folders.add(ROOT.resolve("infrastructure/service-defaults/src/main"));
        if (service != Service.GATEWAY) {
            folders.add(ROOT.resolve("infrastructure/messaging/src/main"));
        }
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.filter(Repository::isRead).toList()) {
                        read(Files.readString(file), variables);
                    }
                }
            }
        }
        return variables;
    }

    /** {@return the environment variables that any service reads, or the image itself} */
    static Set<String> variables() throws IOException {
        Set<String> names = new TreeSet<>(Set.of("SERVICE"));
        for (Service service : Service.values()) {
            names.addAll(variables(service).keySet());
        }
        return names;
    }

    private static boolean isRead(Path file) {
        String name = file.toString();
        return Files.isRegularFile(file) && (name.endsWith(".yml") || name.endsWith(".java"));
    }

    private static void read(String text, Map<String, String> variables) {
        for (Pattern pattern : List.of(PLACEHOLDER, PROPERTY)) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                String otherwise = matcher.group(2);
                variables.merge(
                        matcher.group(1), otherwise == null ? "" : otherwise, (a, b) -> a + b);
            }
        }
    }

    /**
     * {@return the variables whose default means this computer, so that they must be set where
     * every service has a computer of its own}
     */
    static Set<String> mustBeSetApart(Service service) throws IOException {
        Set<String> names = new TreeSet<>();
        variables(service)
                .forEach(
                        (name, otherwise) -> {
                            if (otherwise.contains("127.0.0.1")
                                    || otherwise.contains("localhost")
                                    || otherwise.contains("local-")) {
                                names.add(name);
                            }
                        });
        // the image sets this one for all
        names.remove("SERVER_ADDRESS");
        return names;
    }
}
