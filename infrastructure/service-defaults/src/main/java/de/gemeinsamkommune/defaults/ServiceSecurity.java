package de.gemeinsamkommune.defaults;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The rules of a resource server. A service without a {@code SecurityFilterChain} of its own gets
 * them for every path; one that brings its own chains (pages with sessions) can add them as a
 * further chain for the paths it matches:
 *
 * <pre>{@code
 * @Bean
 * SecurityFilterChain api(HttpSecurity http, ServiceSecurity defaults) {
 *     return defaults.resourceServer(http.securityMatcher("/api/**", "/internal/**", "/actuator/**"));
 * }
 * }</pre>
 */
public final class ServiceSecurity {

    private final HandlerAuthorization handlers;
    private final ProblemWriter problems;
    private final String openApi;

    ServiceSecurity(HandlerAuthorization handlers, ProblemWriter problems, String openApi) {
        this.handlers = handlers;
        this.problems = problems;
        this.openApi = openApi;
    }

    /**
     * Stateless, with bearer tokens only. Handler methods are guarded by their annotations, health
     * and metrics are open, the rest of the actuator is for administrators, and refusals are
     * answered as problems.
     *
     * @param http with or without a {@code securityMatcher}
     */
    public SecurityFilterChain resourceServer(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .oauth2ResourceServer(
                        server ->
                                server.authenticationEntryPoint(this::askForToken)
                                        .accessDeniedHandler(
                                                (request, response, _) -> refuse(request, response))
                                        .jwt(jwt -> jwt.jwtAuthenticationConverter(byRoles())))
                .exceptionHandling(
                        refusals ->
                                refusals.authenticationEntryPoint(this::askForToken)
                                        .accessDeniedHandler(
                                                (request, response, _) ->
                                                        refuse(request, response)))
                .authorizeHttpRequests(
                        requests ->
                                requests.dispatcherTypeMatchers(
                                                DispatcherType.ERROR,
                                                DispatcherType.ASYNC,
                                                DispatcherType.FORWARD)
                                        .permitAll()
                                        .requestMatchers(
                                                "/actuator/health",
                                                "/actuator/health/**",
                                                "/actuator/prometheus",
                                                openApi)
                                        .permitAll()
                                        .requestMatchers("/actuator", "/actuator/**")
                                        .hasAuthority(Roles.ADMINISTRATOR)
                                        .anyRequest()
                                        .access(handlers))
                .build();
    }

    private void askForToken(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException reason)
            throws IOException {
        // RFC 6750, section 3: no error code when there was no token; the reason stays inside
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                reason instanceof OAuth2AuthenticationException
                        ? "Bearer error=\"invalid_token\""
                        : "Bearer");
        problems.write(request, response, HttpStatus.UNAUTHORIZED, ProblemTypes.UNAUTHENTICATED);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        problems.write(request, response, HttpStatus.FORBIDDEN, ProblemTypes.FORBIDDEN);
    }

    private static JwtAuthenticationConverter byRoles() {
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(ServiceSecurity::roles);
        return converter;
    }

    private static Collection<GrantedAuthority> roles(Jwt token) {
        List<String> roles = token.getClaimAsStringList("roles");
        List<GrantedAuthority> authorities = new ArrayList<>();
        if (roles != null) {
            roles.forEach(role -> authorities.add(new SimpleGrantedAuthority(role)));
        }
        return authorities;
    }
}
