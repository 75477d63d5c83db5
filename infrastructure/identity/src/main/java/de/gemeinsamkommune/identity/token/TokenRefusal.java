package de.gemeinsamkommune.identity.token;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ErrorAuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

import java.io.IOException;

/** Answers a token request that cannot be met: 503 when a later one could be, else as RFC 6749. */
final class TokenRefusal implements AuthenticationFailureHandler {

    private final AuthenticationFailureHandler standard =
            new OAuth2ErrorAuthenticationFailureHandler();

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException refusal)
            throws IOException, ServletException {
        if (refusal instanceof OAuth2AuthenticationException oauth
                && OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE.equals(
                        oauth.getError().getErrorCode())) {
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
            response.setHeader(HttpHeaders.RETRY_AFTER, "5");
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.getWriter().write("{\"error\":\"temporarily_unavailable\"}");
        } else {
            standard.onAuthenticationFailure(request, response, refusal);
        }
    }
}
