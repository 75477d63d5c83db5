package de.gemeinsamkommune.newsletter.peer;

import de.gemeinsamkommune.defaults.ServiceClient;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

import java.io.IOException;
import java.util.Optional;

/** Another service, asked over its internal HTTP interface. */
final class Peer {

    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

    private final String name;
    private final RestClient http;

    Peer(String name, ServiceClient client, String baseUrl) {
        this.name = name;
        this.http = client.to(baseUrl);
    }

    /** Reads; empty when the peer answers 404. */
    <T> Optional<T> get(Class<T> as, String path, Object... variables) {
        return ask(as, http.get().uri(path, variables));
    }

    /** Posts; empty when the peer answers 404. */
    <T> Optional<T> post(Class<T> as, String path, Object body) {
        return ask(as, http.post().uri(path).contentType(MediaType.APPLICATION_JSON).body(body));
    }

    PeerUnavailable unavailable() {
        return new PeerUnavailable(name);
    }

    /**
     * Only a 404 of the peer itself means that there is nothing; a 404 or any other failure on the
     * way to a token comes as an exception of the client.
     */
    private <T> Optional<T> ask(Class<T> as, RestClient.RequestHeadersSpec<?> request) {
        try {
            Optional<T> answer = request.exchange((_, response) -> read(as, response));
            return answer == null ? Optional.empty() : answer;
        } catch (RestClientException e) {
            LOG.info("{} does not answer: {}", name, e.getClass().getSimpleName());
            throw unavailable();
        }
    }

    private <T> Optional<T> read(
            Class<T> as, RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse response)
            throws IOException {
        if (response.getStatusCode().isSameCodeAs(HttpStatus.NOT_FOUND)) {
            return Optional.empty();
        }
        T body = response.getStatusCode().is2xxSuccessful() ? response.bodyTo(as) : null;
        if (body == null) {
            LOG.warn("{} answers {}", name, response.getStatusCode());
            throw unavailable();
        }
        return Optional.of(body);
    }
}
