package de.gemeinsamkommune.portal.signin;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

import java.lang.annotation.Annotation;
import java.util.Optional;
import java.util.Set;

/**
 * Lets only those to a page whom its annotations allow; a page without one is for nobody. The
 * services decide again and for themselves: this only spares people pages they cannot use.
 */
@Component
public class PageGuard implements HandlerInterceptor {
    private final Viewers viewers;

    PageGuard(Viewers viewers) {
        this.viewers = viewers;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)
                || find(method, PermitAll.class) != null
                || !method.getBeanType().getName().startsWith("de.gemeinsamkommune.portal.")) {
            return true;
        }
        RolesAllowed allowed = find(method, RolesAllowed.class);
        if (allowed == null) {
            throw new AccessDeniedException("The page has no rule");
        }
        Optional<Viewer> viewer = viewers.current();
        if (viewer.isEmpty()) {
            throw new InsufficientAuthenticationException("The page needs a sign-in");
        }
        if (!viewer.get().hasAny(Set.of(allowed.value()))) {
            throw new AccessDeniedException("The page is for other roles");
        }
        return true;
    }

    private static <A extends Annotation> @Nullable A find(HandlerMethod method, Class<A> type) {
        if (method.hasMethodAnnotation(PermitAll.class)
                || method.hasMethodAnnotation(RolesAllowed.class)) {
            return method.getMethodAnnotation(type);
        }
        return AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), type);
    }
}
