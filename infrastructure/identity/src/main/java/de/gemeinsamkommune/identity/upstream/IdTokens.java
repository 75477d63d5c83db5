package de.gemeinsamkommune.identity.upstream;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Objects;

/**
 * Checks ID tokens of the upstream issuer with the keys it publishes. A key that is not known yet
 * is fetched, so it may rotate them; only algorithms with a public key count, whatever it offers.
 */
@Component
final class IdTokens implements JwtDecoderFactory<ClientRegistration> {

    private final UpstreamHttp http;
    private volatile @Nullable Made made;

    private record Made(ClientRegistration registration, JwtDecoder decoder) {}

    IdTokens(UpstreamHttp http) {
        this.http = http;
    }

    /** {@return the decoder, the same one as long as the metadata are not read anew} */
    @Override
    public JwtDecoder createDecoder(ClientRegistration registration) {
        Made known = made;
        if (known == null || known.registration() != registration) {
            known = new Made(registration, make(registration));
            made = known;
        }
        return known.decoder();
    }

    private JwtDecoder make(ClientRegistration registration) {
        ClientRegistration.ProviderDetails provider = registration.getProviderDetails();
        List<SignatureAlgorithm> offered = algorithms(provider);
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withJwkSetUri(Objects.requireNonNull(provider.getJwkSetUri()))
                        .restOperations(http.operations())
                        .jwsAlgorithms(algorithms -> algorithms.addAll(offered))
                        .build();
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        new JwtTimestampValidator(), new OidcIdTokenValidator(registration)));
        decoder.setClaimSetConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverter());
        return decoder;
    }

    private static List<SignatureAlgorithm> algorithms(
            ClientRegistration.ProviderDetails provider) {
        Object named =
                provider.getConfigurationMetadata().get("id_token_signing_alg_values_supported");
        List<SignatureAlgorithm> known =
                named instanceof List<?> names
                        ? names.stream()
                                .map(name -> SignatureAlgorithm.from(String.valueOf(name)))
                                .filter(Objects::nonNull)
                                .toList()
                        : List.of();
        return known.isEmpty() ? List.of(SignatureAlgorithm.RS256) : known;
    }
}
