package de.gemeinsamkommune.defaults;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.RequestPath;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.ErrorResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

import java.util.List;
import java.util.function.Supplier;

/**
 * Decides who may call a handler method by the annotation it or its class carries: {@link
 * PermitAll} anybody, {@link RolesAllowed} one of the roles, none of the two nobody. What MVC
 * itself will refuse (404, 405, 406, 415) is let through to it.
 */
final class HandlerAuthorization implements AuthorizationManager<RequestAuthorizationContext> {

    private static final AuthorizationDecision GRANTED = new AuthorizationDecision(true);
    private static final AuthorizationDecision DENIED = new AuthorizationDecision(false);

    /** Resolved once: the container searches all its beans each time it is asked. */
    private final Supplier<List<RequestMappingHandlerMapping>> handlers;

    HandlerAuthorization(ObjectProvider<RequestMappingHandlerMapping> handlers) {
        this.handlers = SingletonSupplier.of(() -> handlers.stream().toList());
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> caller,
            RequestAuthorizationContext context) {
        HandlerMethod method;
        try {
            method = handlerOf(context.getRequest());
        } catch (Exception refusedByMvc) {
            if (refusedByMvc instanceof ErrorResponse) {
                return GRANTED;
            }
            throw new IllegalStateException("The handler could not be found", refusedByMvc);
        }
        if (method == null || isOptions(context.getRequest(), method)) {
            return GRANTED;
        }
        return decide(method, caller);
    }

    private static AuthorizationDecision decide(
            HandlerMethod method, Supplier<? extends @Nullable Authentication> caller) {
        if (isForAll(method)) {
            return GRANTED;
        }
        RolesAllowed roles = rolesOf(method);
        return roles == null ? DENIED : new AuthorizationDecision(isOneOf(roles, caller.get()));
    }

    /** Whether anybody may call the method, by its own annotation or else that of its class. */
    static boolean isForAll(HandlerMethod method) {
        return method.hasMethodAnnotation(PermitAll.class)
                || (!method.hasMethodAnnotation(RolesAllowed.class)
                        && AnnotatedElementUtils.hasAnnotation(
                                method.getBeanType(), PermitAll.class));
    }

    /** The roles that may call the method, null when anybody or nobody may. */
    static @Nullable RolesAllowed rolesOf(HandlerMethod method) {
        if (isForAll(method)) {
            return null;
        }
        RolesAllowed own = method.getMethodAnnotation(RolesAllowed.class);
        return own != null
                ? own
                : AnnotatedElementUtils.findMergedAnnotation(
                        method.getBeanType(), RolesAllowed.class);
    }

    private static boolean isOneOf(RolesAllowed roles, @Nullable Authentication caller) {
        if (!(caller instanceof JwtAuthenticationToken) || !caller.isAuthenticated()) {
            return false;
        }
        for (String role : roles.value()) {
            if (role.equals(Roles.ANY_PERSON) ? !has(caller, Roles.SERVICE) : has(caller, role)) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(Authentication caller, String role) {
        for (GrantedAuthority authority : caller.getAuthorities()) {
            if (role.equals(authority.getAuthority())) {
                return true;
            }
        }
        return false;
    }

    private @Nullable HandlerMethod handlerOf(HttpServletRequest request) throws Exception {
        RequestPath before =
                ServletRequestPathUtils.hasParsedRequestPath(request)
                        ? ServletRequestPathUtils.getParsedRequestPath(request)
                        : null;
        ServletRequestPathUtils.parseAndCache(request);
        try {
            for (RequestMappingHandlerMapping mapping : handlers.get()) {
                HandlerExecutionChain chain = mapping.getHandler(request);
                if (chain != null && chain.getHandler() instanceof HandlerMethod method) {
                    return method;
                }
            }
            return null;
        } finally {
            ServletRequestPathUtils.setParsedRequestPath(before, request);
        }
    }

    /** The framework's own answer to OPTIONS, which only lists the methods of a path. */
    private static boolean isOptions(HttpServletRequest request, HandlerMethod method) {
        return HttpMethod.OPTIONS.matches(request.getMethod())
                && method.getBeanType().getEnclosingClass()
                        == RequestMappingInfoHandlerMapping.class;
    }
}
