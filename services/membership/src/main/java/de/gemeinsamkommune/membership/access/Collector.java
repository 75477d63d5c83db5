package de.gemeinsamkommune.membership.access;

import de.gemeinsamkommune.defaults.ServiceClient;
import de.gemeinsamkommune.defaults.access.PersonalDataController;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Asks all services side by side what they hold about a person. Their answers go into files as they
 * come, so that memory does not grow with them.
 */
@Component
@EnableConfigurationProperties(AccessSettings.class)
class Collector {

    private static final String OWN = "membership";
    private static final Logger log = LoggerFactory.getLogger(Collector.class);

    private final PersonalDataController own;
    private final JsonMapper json;
    private final AccessSettings settings;
    private final SortedMap<String, RestClient> services = new TreeMap<>();

    Collector(
            PersonalDataController own,
            ServiceClient client,
            JsonMapper json,
            AccessSettings settings) {
        this.own = own;
        this.json = json;
        this.settings = settings;
        settings.services()
                .forEach((name, url) -> services.put(name, client.to(url, settings.limit())));
    }

    /**
     * Collects, from this service too.
     *
     * @param formerIds under which the person was known before, which services may still have kept
     * @param folder where a file per service and id is written
     * @return the file by service, with a number for each former id; each complete
     * @throws ExportIncomplete when a service does not answer in time or not completely
     */
    SortedMap<String, Path> collect(String person, List<String> formerIds, Path folder)
            throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        List<Callable<Path>> questions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> ids = Stream.concat(Stream.of(person), formerIds.stream()).toList();
        services.forEach(
                (name, client) -> {
                    for (int i = 0; i < ids.size(); i++) {
                        String id = ids.get(i);
                        String part = i == 0 ? name : name + "." + i;
                        Path file = folder.resolve(part + ".json");
                        files.put(part, file);
                        names.add(name);
                        questions.add(() -> ask(name, client, id, file));
                    }
                });
        List<Future<Path>> answers = askAll(questions);
        for (int i = 0; i < names.size(); i++) {
            require(names.get(i), answers.get(i));
        }
        for (int i = 0; i < ids.size(); i++) {
            String part = i == 0 ? OWN : OWN + "." + i;
            Path file = folder.resolve(part + ".json");
            json.writeValue(file, own.about(ids.get(i)));
            files.put(part, file);
        }
        return files;
    }

    private List<Future<Path>> askAll(List<Callable<Path>> questions) throws IOException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(questions, settings.limit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The collecting was interrupted", e);
        }
    }

    private Path ask(String service, RestClient client, String person, Path file) {
        return client.get()
                .uri(
                        "/internal/{service}/people/{id}/data",
                        Map.of("service", service, "id", person))
                .exchangeForRequiredValue(
                        (_, response) -> {
                            if (!response.getStatusCode().is2xxSuccessful()) {
                                throw new IOException("answers " + response.getStatusCode());
                            }
                            try (InputStream body = response.getBody()) {
                                Files.copy(body, file);
                            }
                            requireWhole(service, file);
                            return file;
                        });
    }

    /** Fails on an answer that was cut off, or is another service's. */
    private void requireWhole(String service, Path file) throws IOException {
        try (JsonParser parser = json.createParser(file)) {
            boolean named = false;
            while (parser.nextToken() != null) {
                if (parser.streamReadContext().getNestingDepth() == 1
                        && parser.currentToken() == JsonToken.VALUE_STRING
                        && "service".equals(parser.currentName())) {
                    named = service.equals(parser.getString());
                }
            }
            if (!named) {
                throw new IOException("answers something else");
            }
        }
    }

    private static void require(String service, Future<Path> answer) throws IOException {
        try {
            answer.get();
        } catch (CancellationException late) {
            log.warn("{} does not say in time what it holds about a person", service);
            throw new ExportIncomplete(service);
        } catch (ExecutionException failed) {
            // the messages of causes may quote what was answered
            log.warn(
                    "{} does not say what it holds about a person: {}",
                    service,
                    failed.getCause() == null
                            ? "unknown"
                            : failed.getCause().getClass().getSimpleName());
            throw new ExportIncomplete(service);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The collecting was interrupted", e);
        }
    }
}
