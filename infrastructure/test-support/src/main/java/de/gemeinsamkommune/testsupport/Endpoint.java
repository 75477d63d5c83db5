package de.gemeinsamkommune.testsupport;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One method and path of a running service, with the controller method behind it. */
record Endpoint(String method, String pattern, RequestMappingInfo info, HandlerMethod handler) {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\*?([^}:]+)(?::[^}]*)?}");

    /** All endpoints of the service's own controllers, sorted by path and method. */
    static List<Endpoint> of(ApplicationContext service) {
        List<Endpoint> endpoints = new ArrayList<>();
        service.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach(
                        (info, handler) -> {
                            String owner = handler.getBeanType().getPackageName();
                            if (owner.startsWith("de.gemeinsamkommune.")
                                    && !owner.equals("de.gemeinsamkommune.defaults")) {
                                add(endpoints, info, handler);
                            }
                        });
        endpoints.sort(Comparator.comparing(Endpoint::pattern).thenComparing(Endpoint::method));
        return endpoints;
    }

    private static void add(
            List<Endpoint> endpoints, RequestMappingInfo info, HandlerMethod handler) {
        for (String pattern : info.getPatternValues()) {
            for (RequestMethod method : info.getMethodsCondition().getMethods()) {
                endpoints.add(new Endpoint(method.name(), pattern, info, handler));
            }
            if (info.getMethodsCondition().isEmpty()) {
                endpoints.add(new Endpoint("GET", pattern, info, handler));
            }
        }
    }

    /** {@code GET /api/…/{id}}, as it stands in tables. */
    String name() {
        return method + " " + pattern;
    }

    /** The path with its variables replaced. */
    String path(UnaryOperator<String> valueOfVariable) {
        Matcher matcher = VARIABLE.matcher(pattern);
        return matcher.replaceAll(
                found -> Matcher.quoteReplacement(valueOfVariable.apply(found.group(1))));
    }

    /** The path of a record nobody has. */
    String unknownPath() {
        return path(_ -> UUID.randomUUID().toString());
    }

    boolean hasVariables() {
        return VARIABLE.matcher(pattern).find();
    }

    /** The class of the JSON body, null when the endpoint takes none. */
    @Nullable Class<?> body() {
        for (MethodParameter parameter : handler.getMethodParameters()) {
            if (parameter.hasParameterAnnotation(RequestBody.class)) {
                return parameter.getParameterType();
            }
        }
        return null;
    }

    /** What the endpoint takes: JSON unless it says otherwise. */
    String contentType() {
        return info.getConsumesCondition().getConsumableMediaTypes().stream()
                .findFirst()
                .orElse(MediaType.APPLICATION_JSON)
                .toString();
    }

    /** One role that may call it, null when no token is needed. */
    @Nullable String someRole() {
        if (handler.hasMethodAnnotation(PermitAll.class)) {
            return null;
        }
        RolesAllowed roles = handler.getMethodAnnotation(RolesAllowed.class);
        if (roles == null) {
            if (AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), PermitAll.class)) {
                return null;
            }
            roles =
                    AnnotatedElementUtils.findMergedAnnotation(
                            handler.getBeanType(), RolesAllowed.class);
        }
        if (roles == null) {
            throw new AssertionError(name() + " does not say who may call it");
        }
        return roles.value()[0].equals("**") ? "MEMBER" : roles.value()[0];
    }
}
