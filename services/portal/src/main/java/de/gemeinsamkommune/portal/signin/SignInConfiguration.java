package de.gemeinsamkommune.portal.signin;

import de.gemeinsamkommune.defaults.ServiceSecurity;
import de.gemeinsamkommune.portal.api.ServiceUnreachable;
import de.gemeinsamkommune.portal.api.SignInExpired;
import de.gemeinsamkommune.portal.language.Languages;
import de.gemeinsamkommune.portal.settings.PortalSettings;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import java.io.IOException;
import java.util.Locale;

/** Signs people in by OpenID Connect and protects their sessions. */
@Configuration(proxyBeanMethods = false)
class SignInConfiguration {
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    @Bean
    ClientRegistrationRepository clientRegistrations(PortalSettings settings) {
        return new InMemoryClientRegistrationRepository(NetworkIssuer.registration(settings));
    }

    /** Style sheets, fonts and pictures: for everybody, without sessions. */
    @Bean
    @Order(1)
    SecurityFilterChain assets(HttpSecurity http) throws Exception {
        return http.securityMatcher("/assets/**", "/favicon.ico", "/robots.txt")
                .authorizeHttpRequests(a -> a.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .headers(h -> h.cacheControl(c -> c.disable()))
                .build();
    }

    /**
     * One-click unsubscription (RFC 8058): mail providers post here without cookies and without
     * having seen a page, so there is neither a session nor a token against forgery to check.
     */
    @Bean
    @Order(2)
    SecurityFilterChain oneClick(HttpSecurity http) throws Exception {
        PathPatternRequestMatcher post =
                PathPatternRequestMatcher.withDefaults()
                        .matcher(HttpMethod.POST, "/newsletter/abmelden/{token}");
        return headers(
                        http.securityMatcher(post)
                                .authorizeHttpRequests(a -> a.anyRequest().permitAll())
                                .csrf(AbstractHttpConfigurer::disable)
                                .requestCache(AbstractHttpConfigurer::disable)
                                .securityContext(AbstractHttpConfigurer::disable)
                                .sessionManagement(AbstractHttpConfigurer::disable))
                .build();
    }

    /** Health, metrics and what other services ask, as in every service. */
    @Bean
    @Order(3)
    SecurityFilterChain actuator(HttpSecurity http, ServiceSecurity defaults) {
        return defaults.resourceServer(
                http.securityMatcher("/actuator", "/actuator/**", "/internal/**"));
    }

    /** Every page. Who may see it is written on its controller and checked by the guard. */
    @Bean
    @Order(4)
    SecurityFilterChain pages(
            HttpSecurity http,
            PortalSettings settings,
            ClientRegistrationRepository registrations,
            OAuth2AuthorizedClientRepository clients,
            Viewers viewers)
            throws Exception {
        OidcClientInitiatedLogoutSuccessHandler signedOut =
                new OidcClientInitiatedLogoutSuccessHandler(registrations);
        signedOut.setPostLogoutRedirectUri(settings.publicUrl() + "/");
        return headers(http)
                .authorizeHttpRequests(
                        a ->
                                a.dispatcherTypeMatchers(
                                                DispatcherType.ERROR, DispatcherType.FORWARD)
                                        .permitAll()
                                        .anyRequest()
                                        .permitAll())
                .csrf(Customizer.withDefaults())
                .addFilterBefore(
                        new UploadGuard(viewers, SignInConfiguration::askToSignIn),
                        CsrfFilter.class)
                .requestCache(AbstractHttpConfigurer::disable)
                .oauth2Login(
                        login ->
                                login.loginPage("/anmelden")
                                        .clientRegistrationRepository(registrations)
                                        .authorizedClientRepository(clients)
                                        .authorizationEndpoint(
                                                e ->
                                                        e.authorizationRequestResolver(
                                                                requests(registrations)))
                                        .successHandler(
                                                (request, response, person) ->
                                                        signedIn(
                                                                request, response, person, settings,
                                                                viewers))
                                        .failureHandler(
                                                (_, response, _) ->
                                                        response.sendRedirect("/anmelden?fehler")))
                .logout(
                        logout ->
                                logout.logoutUrl("/abmelden")
                                        .addLogoutHandler(
                                                (request, response, person) ->
                                                        forget(clients, request, response, person))
                                        .deleteCookies("portal_session")
                                        .logoutSuccessHandler(signedOut))
                .exceptionHandling(
                        e ->
                                e.authenticationEntryPoint(
                                                (request, response, _) ->
                                                        askToSignIn(request, response))
                                        .accessDeniedHandler(
                                                (_, response, _) -> response.sendError(403)))
                .build();
    }

    private static void askToSignIn(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Continuation.remember(request);
        response.sendRedirect("/anmelden");
    }

    private static void signedIn(
            HttpServletRequest request,
            HttpServletResponse response,
            Authentication person,
            PortalSettings settings,
            Viewers viewers)
            throws IOException {
        request.getSession().setMaxInactiveInterval((int) settings.sessionIdle().toSeconds());
        viewers.forget(person.getName());
        String wanted = Continuation.take(request).orElse("/");
        try {
            boolean invited = viewers.current().map(Viewer::invited).orElse(false);
            response.sendRedirect(invited ? "/willkommen" : wanted);
        } catch (SignInExpired | ServiceUnreachable e) {
            response.sendRedirect("/anmelden?fehler");
        }
    }

    private static void forget(
            OAuth2AuthorizedClientRepository clients,
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Authentication person) {
        if (person != null) {
            clients.removeAuthorizedClient(NetworkIssuer.REGISTRATION, person, request, response);
        }
    }

    private static OAuth2AuthorizationRequestResolver requests(
            ClientRegistrationRepository registrations) {
        // not below /oauth2, which is the issuer's
        DefaultOAuth2AuthorizationRequestResolver resolver =
                new DefaultOAuth2AuthorizationRequestResolver(registrations, "/anmelden");
        resolver.setAuthorizationRequestCustomizer(
                OAuth2AuthorizationRequestCustomizers.withPkce()
                        .andThen(
                                request ->
                                        request.additionalParameters(
                                                p -> p.put("ui_locales", language()))));
        return resolver;
    }

    private static String language() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes now
                ? Languages.of(now.getRequest()).getLanguage()
                : Locale.GERMAN.getLanguage();
    }

    private static HttpSecurity headers(HttpSecurity http) throws Exception {
        return http.headers(
                h ->
                        h.contentSecurityPolicy(p -> p.policyDirectives(POLICY))
                                .referrerPolicy(p -> p.policy(ReferrerPolicy.SAME_ORIGIN))
                                .permissionsPolicyHeader(
                                        p ->
                                                p.policy(
                                                        "camera=(), geolocation=(),"
                                                                + " microphone=(), payment=()")));
    }
}
