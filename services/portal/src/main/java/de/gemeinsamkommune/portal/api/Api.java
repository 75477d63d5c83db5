package de.gemeinsamkommune.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.util.UriComponentsBuilder;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Calls the services by their outside addresses, through the gateway, with the token of the person
 * who is signed in and in their language. Time-outs: 2 s to connect, 10 s for the answer.
 */
@Component
public final class Api {
    private static final Logger log = LoggerFactory.getLogger(Api.class);

    /** What a service says of a token of somebody who has another id by now. */
    private static final String MERGED = "caller-merged";

    private final RestClient client;
    private final RestClient patient;
    private final JsonMapper json;
    private final AccessToken token;

    Api(@Value("${portal.api-url}") String url, AccessToken token) {
        this.token = token;
        json =
                JsonMapper.builder()
                        .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .changeDefaultPropertyInclusion(
                                i -> i.withValueInclusion(JsonInclude.Include.NON_NULL))
                        .build();
        HttpClient http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(2))
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
        client = client(url, http, Duration.ofSeconds(10));
        patient = client(url, http, Duration.ofMinutes(1));
    }

    private RestClient client(String url, HttpClient http, Duration answer) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(answer);
        return RestClient.builder()
                .baseUrl(url)
                .requestFactory(requests)
                .configureMessageConverters(
                        c ->
                                c.registerDefaults()
                                        .withJsonConverter(
                                                new JacksonJsonHttpMessageConverter(json)))
                .build();
    }

    /** A read of the path, whose {@code {…}} places take the values in order. */
    public Call get(String path, Object... values) {
        return new Call(HttpMethod.GET, path, values);
    }

    /** A command to the path. */
    public Call post(String path, Object... values) {
        return new Call(HttpMethod.POST, path, values);
    }

    /** A change of what is found under the path; needs {@link Call#ifMatch}. */
    public Call put(String path, Object... values) {
        return new Call(HttpMethod.PUT, path, values);
    }

    /** Ends what is found under the path. */
    public Call delete(String path, Object... values) {
        return new Call(HttpMethod.DELETE, path, values);
    }

    /**
     * The answer of a read that the page can do without; empty when the service gives none or
     * refuses, so that one service at rest does not take the whole page with it.
     */
    public <T> Optional<T> attempt(Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (ServiceUnreachable | RequestRefused e) {
            log.warn("A part of the page is left out: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** One call, sent by {@link #as}, {@link #answer}, {@link #list} or {@link #send}. */
    public final class Call {
        private final HttpMethod method;
        private final String path;
        private final Object[] values;
        private final List<String[]> query = new ArrayList<>();
        private final HttpHeaders headers = new HttpHeaders();
        private @Nullable Object body;
        private MediaType accepted = MediaType.APPLICATION_JSON;
        private MediaType sentType = MediaType.APPLICATION_JSON;
        private RestClient caller = client;

        private Call(HttpMethod method, String path, Object... values) {
            this.method = method;
            this.path = path;
            this.values = values;
        }

        /** Adds a query parameter; null or blank ones are left out. */
        public Call query(String name, @Nullable Object value) {
            if (value != null && !value.toString().isBlank()) {
                query.add(new String[] {name, value.toString()});
            }
            return this;
        }

        /** Makes a repeat of this creation harmless. */
        public Call key(String idempotencyKey) {
            headers.set("Idempotency-Key", idempotencyKey);
            return this;
        }

        /** The version that was read before the change. */
        public Call ifMatch(String etag) {
            headers.setIfMatch(etag);
            return this;
        }

        /** The JSON to send. */
        public Call body(Object body) {
            this.body = body;
            return this;
        }

        /** The file to send as it is; its answer may take a minute. */
        public Call file(Resource content) {
            body = content;
            sentType = MediaType.APPLICATION_OCTET_STREAM;
            caller = patient;
            return this;
        }

        /** Sends and returns the answered record. */
        public <T> T as(Class<T> type) {
            return this.<T>exchange(type, type.getSimpleName()).body();
        }

        /** Sends and returns the answered record with its version. */
        public <T> Answer<T> answer(Class<T> type) {
            return exchange(type, type.getSimpleName());
        }

        /** Sends and returns one page of records. */
        public <T> Listing<T> list(Class<T> item) {
            Type type = json.getTypeFactory().constructParametricType(Listing.class, item);
            return this.<Listing<T>>exchange(type, item.getSimpleName()).body();
        }

        /** Sends and returns the answered page. */
        public String html() {
            accepted = MediaType.TEXT_HTML;
            return perform(
                    response ->
                            new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8));
        }

        /**
         * Sends and passes the answered file on as it comes; it may take a minute.
         *
         * @param media its content type
         * @param to told the file's headers before its bytes, so that a refusal comes before either
         */
        public void download(MediaType media, Download to) {
            accepted = media;
            caller = patient;
            perform(
                    response -> {
                        to.receive(response.getHeaders(), response.getBody());
                        return media;
                    });
        }

        /** Sends; what the answer carries is left unread. */
        public void send() {
            perform(ClientHttpResponse::getStatusCode);
        }

        private <T> Answer<T> exchange(Type type, String what) {
            return perform(
                    response -> {
                        T read =
                                json.readValue(
                                        response.getBody(),
                                        json.getTypeFactory().constructType(type));
                        if (read == null) {
                            throw new IOException("No " + what + " in the answer");
                        }
                        return new Answer<>(read, response.getHeaders().getFirst(HttpHeaders.ETAG));
                    });
        }

        private <T> T perform(Reading<T> reading) {
            try {
                var request =
                        caller.method(method)
                                .uri(
                                        base -> {
                                            UriComponentsBuilder uri =
                                                    UriComponentsBuilder.fromUri(base.build())
                                                            .path(path);
                                            query.forEach(
                                                    q -> uri.queryParam(q[0], "{" + q[0] + "}"));
                                            List<Object> all = new ArrayList<>(List.of(values));
                                            query.forEach(q -> all.add(q[1]));
                                            return uri.encode()
                                                    .buildAndExpand(all.toArray())
                                                    .toUri();
                                        })
                                .headers(h -> h.addAll(headers))
                                .accept(accepted, MediaType.APPLICATION_PROBLEM_JSON)
                                .header(HttpHeaders.ACCEPT_LANGUAGE, locale().toLanguageTag());
                token.current().ifPresent(t -> request.headers(h -> h.setBearerAuth(t)));
                Object sent = body;
                if (sent != null) {
                    request.contentType(sentType).body(sent);
                }
                return request.exchangeForRequiredValue(
                        (sentRequest, response) -> {
                            if (response.getStatusCode().isError()) {
                                throw refusal(response);
                            }
                            return reading.read(response);
                        });
            } catch (ResourceAccessException | JacksonException e) {
                throw new ServiceUnreachable(path, e);
            } catch (RestClientException e) {
                throw new ServiceUnreachable(path, e);
            }
        }

        private RuntimeException refusal(ClientHttpResponse response) throws IOException {
            int status = response.getStatusCode().value();
            if (status == 401 && token.current().isPresent()) {
                return new SignInExpired("Token refused by " + path);
            }
            MediaType type = response.getHeaders().getContentType();
            if (type == null || !type.getSubtype().endsWith("json")) {
                return new ServiceUnreachable(path, status);
            }
            RequestRefused refused =
                    new RequestRefused(
                            path, status, json.readValue(response.getBody(), Problem.class));
            return refused.type().equals(MERGED)
                    ? new SignInExpired("The person is known under another id")
                    : refused;
        }

        private Locale locale() {
            return LocaleContextHolder.getLocale();
        }
    }

    /** Who receives a file. */
    @FunctionalInterface
    public interface Download {

        /** Takes the whole file. */
        void receive(HttpHeaders headers, InputStream content) throws IOException;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(ClientHttpResponse response) throws IOException;
    }
}
