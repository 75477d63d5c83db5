package de.gemeinsamkommune.gateway;

import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import jakarta.servlet.DispatcherType;

import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.net.URI;

/** Which path belongs to which service; paths are passed on as they are. */
@Configuration(proxyBeanMethods = false)
class Routes {

    private final GatewaySettings settings;
    private final UpstreamFailures failures;
    private final ProxyExchange exchange;

    Routes(GatewaySettings settings, UpstreamFailures failures, ProxyExchange exchange) {
        this.settings = settings;
        this.failures = failures;
        this.exchange = exchange;
    }

    @Bean
    @Order(1)
    RouterFunction<ServerResponse> services() {
        URI mailPage = settings.mailPage();
        RouterFunction<ServerResponse> routes = toServices();
        return mailPage == null || !settings.hasMailPage()
                ? routes
                : to("mail", mailPage, path("/mail").or(path("/mail/**"))).and(routes);
    }

    private RouterFunction<ServerResponse> toServices() {
        // the portal starts a sign-in below a path that otherwise belongs to identity
        return to("portal-sign-in", settings.portal(), path("/oauth2/authorization/**"))
                .and(to("identity", settings.identity(), identityPaths()))
                .and(to("membership", settings.membership(), path("/api/membership/**")))
                .and(to("events", settings.events(), path("/api/events/**")))
                .and(to("advisory", settings.advisory(), path("/api/advisory/**")))
                .and(to("newsletter", settings.newsletter(), path("/api/newsletter/**")))
                .and(
                        to(
                                "analytics",
                                settings.analytics(),
                                path("/api/analytics/**").or(path("/api/streams/**"))))
                .and(
                        to(
                                "portal",
                                settings.portal(),
                                path("/api/**").or(path("/actuator/**")).negate()));
    }

    private static RequestPredicate identityPaths() {
        return path("/identity/**")
                .or(path("/api/identity/**"))
                .or(path("/oauth2/**"))
                .or(path("/.well-known/**"))
                .or(path("/connect/**"))
                .or(path("/userinfo"));
    }

    /** Not the container's own dispatch to the error page, which no service is to answer. */
    private static boolean isFromOutside(ServerRequest request) {
        return request.servletRequest().getDispatcherType() != DispatcherType.ERROR;
    }

    private RouterFunction<ServerResponse> to(String id, URI service, RequestPredicate paths) {
        return route(id)
                .route(
                        paths.and(Routes::isFromOutside),
                        new Forwarding(exchange, service, settings.publicUrl()))
                .filter(failures)
                .build();
    }
}
