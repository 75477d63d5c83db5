package de.gemeinsamkommune.standalone;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Uses the network a little, so that the JVM learns which classes a start and first use need. */
final class Rehearsal {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final List<String> VISITS =
            List.of(
                    "/",
                    "/netzwerk",
                    "/partner",
                    "/verzeichnis",
                    "/veranstaltungen",
                    "/newsletter",
                    "/schnittstellen",
                    "/mail",
                    "/anmelden",
                    "/api/membership/municipalities?partner=true",
                    "/api/events/events",
                    "/api/advisory/topics",
                    "/api/newsletter/consent-text",
                    "/api/streams",
                    "/api/streams/asyncapi.json");

    private final Network network;

    Rehearsal(Network network) {
        this.network = network;
    }

    void play() throws InterruptedException {
        try (HttpClient http =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .connectTimeout(Duration.ofSeconds(2))
                        .build()) {
            for (String path : VISITS) {
                HttpRequest request =
                        HttpRequest.newBuilder(URI.create(network.url() + path))
                                .timeout(Duration.ofSeconds(20))
                                .build();
                try {
                    int status =
                            http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
                    LOG.info("{} answers {}", path, status);
                } catch (IOException failure) {
                    LOG.warn("{} does not answer", path, failure);
                }
            }
        }
    }
}
