package de.gemeinsamkommune.defaults;

import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * Calls other services as this service: with a client-credentials token (RFC 6749, section 4.4) of
 * the role {@link Roles#SERVICE}, which is fetched at the first call and kept until shortly before
 * it ends. Time-outs are 2 s to connect and 5 s to answer; refusals come as {@code
 * RestClientResponseException}, no answer as {@code ResourceAccessException}.
 */
public final class ServiceClient {

    /** How long most answers may take. */
    static final Duration ANSWER = Duration.ofSeconds(5);

    private static final long MARGIN_NANOS = Duration.ofSeconds(30).toNanos();

    private final HttpClient http;
    private final RestClient plain;
    private final URI tokenEndpoint;
    private final String client;
    private final String sharedSecret;
    private final Object fetching = new Object();
    private volatile @Nullable Token token;

    private record Token(String value, long endsAtNanos) {
        boolean isFresh() {
            return endsAtNanos - System.nanoTime() > 0;
        }
    }

    private record TokenResponse(String access_token, long expires_in) {}

    ServiceClient(
            HttpClient http,
            RestClient plain,
            URI tokenEndpoint,
            String client,
            String sharedSecret) {
        this.http = http;
        this.plain = plain;
        this.tokenEndpoint = tokenEndpoint;
        this.client = client;
        this.sharedSecret = sharedSecret;
    }

    /**
     * A client for one other service.
     *
     * @param baseUrl for instance {@code http://127.0.0.1:8101}
     * @throws IllegalStateException when {@code CLIENT_SECRET} is not set
     */
    public RestClient to(String baseUrl) {
        return to(baseUrl, ANSWER);
    }

    /**
     * A client for one other service that may take its time.
     *
     * @param answer how long an answer may take, instead of 5 s
     * @see #to(String)
     */
    public RestClient to(String baseUrl, Duration answer) {
        if (sharedSecret.isBlank()) {
            throw new IllegalStateException("CLIENT_SECRET is not set");
        }
        return plain.mutate()
                .requestFactory(answeringWithin(http, answer))
                .baseUrl(baseUrl)
                .requestInterceptor(this::authenticated)
                .build();
    }

    static ClientHttpRequestFactory answeringWithin(HttpClient http, Duration answer) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(answer);
        return requests;
    }

    private ClientHttpResponse authenticated(
            HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        Locale locale = LocaleContextHolder.getLocale();
        if (request.getHeaders().getFirst(HttpHeaders.ACCEPT_LANGUAGE) == null) {
            request.getHeaders().set(HttpHeaders.ACCEPT_LANGUAGE, locale.toLanguageTag());
        }
        Token current = token();
        request.getHeaders().setBearerAuth(current.value);
        ClientHttpResponse response = execution.execute(request, body);
        if (response.getStatusCode() != HttpStatus.UNAUTHORIZED) {
            return response;
        }
        // the issuer may have got new keys in the meantime
        response.close();
        forget(current);
        request.getHeaders().setBearerAuth(token().value);
        return execution.execute(request, body);
    }

    private Token token() {
        Token current = token;
        if (current != null && current.isFresh()) {
            return current;
        }
        synchronized (fetching) {
            current = token;
            if (current == null || !current.isFresh()) {
                current = fetch();
                token = current;
            }
            return current;
        }
    }

    private void forget(Token refused) {
        synchronized (fetching) {
            if (token == refused) {
                token = null;
            }
        }
    }

    private Token fetch() {
        String secret = ClientSecrets.of(sharedSecret, client);
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("grant_type", "client_credentials");
        long now = System.nanoTime();
        TokenResponse answer =
                plain.post()
                        .uri(tokenEndpoint)
                        .headers(h -> h.setBasicAuth(client, secret, StandardCharsets.UTF_8))
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .body(form)
                        .retrieve()
                        .requiredBody(TokenResponse.class);
        long lifetime = Duration.ofSeconds(answer.expires_in).toNanos();
        return new Token(
                answer.access_token, now + lifetime - Math.min(MARGIN_NANOS, lifetime / 2));
    }
}
