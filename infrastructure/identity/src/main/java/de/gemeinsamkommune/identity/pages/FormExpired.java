package de.gemeinsamkommune.identity.pages;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** Answers a form that came without the token of its page, or long after it. */
@Component
final class FormExpired implements AccessDeniedHandler {

    private final ObjectProvider<ViewResolver> views;

    FormExpired(ObjectProvider<ViewResolver> views) {
        this.views = views;
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException, ServletException {
        Locale locale = PageLanguage.of(request);
        response.setStatus(HttpStatus.FORBIDDEN.value());
        try {
            for (ViewResolver resolver : views) {
                View view = resolver.resolveViewName("identity/form-expired", locale);
                if (view != null) {
                    view.render(Map.of(), request, response);
                    return;
                }
            }
        } catch (IOException | ServletException | RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new ServletException(failed);
        }
    }
}
