package de.gemeinsamkommune.defaults;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

import java.util.List;
import java.util.Set;

/** Gives controller methods the {@link Caller}. */
final class CallerArgument implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binderFactory) {
        if (SecurityContextHolder.getContext().getAuthentication()
                instanceof JwtAuthenticationToken authentication) {
            HttpServletRequest servletRequest = request.getNativeRequest(HttpServletRequest.class);
            return caller(
                    authentication.getToken(),
                    servletRequest == null ? null : servletRequest.getHeader("Accept-Language"));
        }
        if (parameter.isOptional()) {
            return null;
        }
        throw new InsufficientAuthenticationException("The method needs a caller");
    }

    private static Caller caller(Jwt token, @Nullable String acceptLanguage) {
        String subject = token.getSubject();
        if (subject == null) {
            throw new InsufficientAuthenticationException("The token names nobody");
        }
        return new Caller(
                subject,
                Set.copyOf(claim(token, "roles")),
                Set.copyOf(claim(token, "municipalities")),
                Languages.of(acceptLanguage));
    }

    private static List<String> claim(Jwt token, String name) {
        List<String> values = token.getClaimAsStringList(name);
        return values == null ? List.of() : values;
    }
}
