package de.gemeinsamkommune.defaults;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import java.time.Duration;
import java.util.List;

/** Every service is an OAuth 2 resource server that trusts nothing but a signed token. */
@Configuration(proxyBeanMethods = false)
class SecurityDefaults {

    /** How far the clocks of two machines may be apart. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    /**
     * Checks signature, issuer and time of a token. The time is the machine's and not the shifted
     * one of the {@code Clock} bean: tokens are made and checked by different processes.
     */
    @Bean
    @ConditionalOnMissingBean
    JwtDecoder jwtDecoder(
            @Value("${IDENTITY_URL:http://127.0.0.1:8102}") String identity,
            @Value("${PUBLIC_URL:http://localhost:8080}") String issuer) {
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(Duration.ofSeconds(2));
        requests.setReadTimeout(Duration.ofSeconds(5));
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withJwkSetUri(identity + "/oauth2/jwks")
                        .jwsAlgorithm(SignatureAlgorithm.RS256)
                        .restOperations(new RestTemplate(requests))
                        .build();
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        List.of(new JwtTimestampValidator(SKEW), new JwtIssuerValidator(issuer))));
        return decoder;
    }

    /**
     * A request is one span and not a dozen: observing every filter of the chain told nothing and
     * cost more than a quarter of the processor time of a small request (docs/benchmarks.md).
     */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    ServiceSecurity serviceSecurity(
            @Qualifier("requestMappingHandlerMapping")
                    ObjectProvider<RequestMappingHandlerMapping> handlers,
            ProblemWriter problems,
            @Value("${springdoc.api-docs.path:/v3/api-docs}") String openApi) {
        return new ServiceSecurity(new HandlerAuthorization(handlers), problems, openApi);
    }

    @Bean
    @ConditionalOnMissingBean(SecurityFilterChain.class)
    SecurityFilterChain resourceServer(HttpSecurity http, ServiceSecurity security) {
        return security.resourceServer(http);
    }
}
