package de.gemeinsamkommune.defaults;

import org.slf4j.MDC;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Builds the Spring application of a service so that many of them can run in one JVM on one class
 * path: each reads its own configuration file and is kept from its neighbours' auto-configuration.
 */
public final class ServiceApplication {

    /** Key of the service's name in the logging context. */
    static final String MDC_SERVICE = "service";

    private ServiceApplication() {}

    /**
     * The application of a service, not yet started. All that is set here are default properties,
     * so the service's own file and the environment win over them.
     *
     * @param application the class with {@code @SpringBootApplication}
     * @param name the service's name, which is also the name of its configuration file {@code
     *     <name>.yml}
     */
    public static SpringApplicationBuilder of(Class<?> application, String name) {
        return new SpringApplicationBuilder(application)
                .bannerMode(Banner.Mode.OFF)
                .properties(defaults(application, name))
                .listeners(named(name));
    }

    private static Map<String, Object> defaults(Class<?> application, String name) {
        Map<String, Object> set = new LinkedHashMap<>();
        set.put("spring.config.name", name);
        set.put("spring.application.name", name);
        set.put("spring.main.banner-mode", "off");
        set.put("spring.main.log-startup-info", "false");
        set.put("spring.jmx.enabled", "false");
        set.put("spring.threads.virtual.enabled", "true");

        set.put("server.address", "${SERVER_ADDRESS:127.0.0.1}");
        set.put("server.shutdown", "graceful");
        set.put("spring.lifecycle.timeout-per-shutdown-phase", "3s");
        set.put("server.tomcat.max-http-form-post-size", "1MB");
        // neighbours keep their connections, a new one costs more than the request
        set.put("server.tomcat.max-keep-alive-requests", "-1");
        // read and forget that much of a refused body, so that the sender sees the answer
        set.put("server.tomcat.max-swallow-size", "32MB");
        set.put("spring.web.error.whitelabel.enabled", "false");
        set.put("spring.mvc.problemdetails.enabled", "true");
        // an unknown path is a 404 of the service, not a look into the files of its neighbours
        set.put("spring.web.resources.add-mappings", "false");
        set.put("spring.servlet.multipart.enabled", "false");

        // what neighbours on the same class path would switch on
        set.put(
                "spring.autoconfigure.exclude",
                String.join(
                        ",",
                        "org.springframework.boot.security.autoconfigure"
                                + ".UserDetailsServiceAutoConfiguration",
                        "org.springframework.boot.security.oauth2.server.authorization"
                            + ".autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration",
                        "org.springframework.boot.security.oauth2.server.authorization"
                                + ".autoconfigure.servlet"
                                + ".OAuth2AuthorizationServerJwtAutoConfiguration",
                        // these heed no property; the gateway sets a list of its own
                        "org.springframework.cloud.gateway.server.mvc.filter"
                                + ".FilterAutoConfiguration",
                        "org.springframework.cloud.gateway.server.mvc.handler"
                                + ".HandlerFunctionAutoConfiguration",
                        "org.springframework.cloud.gateway.server.mvc.handler"
                                + ".GatewayMultipartAutoConfiguration",
                        "org.springframework.cloud.gateway.server.mvc.predicate"
                                + ".PredicateAutoConfiguration",
                        "org.springframework.cloud.gateway.server.mvc.config"
                                + ".DefaultFunctionConfiguration"));
        set.put("spring.cloud.gateway.server.webmvc.enabled", "false");
        set.put("spring.cloud.compatibility-verifier.enabled", "false");
        set.put("spring.cloud.discovery.enabled", "false");
        set.put("spring.cloud.loadbalancer.enabled", "false");
        set.put("spring.cloud.refresh.enabled", "false");
        set.put("spring.thymeleaf.check-template-location", "false");
        set.put("spring.thymeleaf.enabled", "false");

        set.put("logging.include-application-name", "false");
        set.put("logging.level.root", "${LOG_LEVEL:INFO}");
        set.put("logging.level.org.apache.catalina", "WARN");
        set.put("logging.level.org.apache.coyote", "WARN");
        set.put("logging.level.org.apache.kafka", "WARN");
        set.put("logging.level.kafka", "WARN");
        set.put("logging.level.state.change.logger", "WARN");
        set.put("logging.level.org.mongodb.driver", "WARN");
        set.put("logging.level.de.bwaldvogel", "WARN");
        set.put("logging.level.org.springframework.boot.web.context", "WARN");
        set.put("logging.level.org.springframework.boot.servlet", "WARN");
        set.put("logging.level.org.springframework.web.servlet.DispatcherServlet", "WARN");
        // it logs the path, which may hold an id or a token
        set.put("logging.level.org.springframework.web.servlet.PageNotFound", "ERROR");
        set.put("logging.level.org.springdoc", "ERROR");
        set.put(
                "logging.pattern.console",
                "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %5p %-10X{service} %X{traceId:--} %logger{0}: "
                        + "%m%n%wEx");

        set.put("management.endpoints.web.exposure.include", "health,info,metrics,prometheus");
        set.put("management.endpoint.health.probes.enabled", "true");
        set.put("management.endpoint.health.show-details", "never");
        set.put("management.metrics.use-global-registry", "false");
        set.put("management.metrics.tags.service", name);
        set.put("management.tracing.sampling.probability", "${TRACING_SAMPLING:0}");

        set.put("springdoc.api-docs.path", "/api/" + name + "/openapi.json");
        set.put(
                "springdoc.packages-to-scan",
                application.getPackageName() + ",de.gemeinsamkommune.defaults.retention");
        set.put("springdoc.paths-to-match", "/api/**");
        set.put("springdoc.override-with-generic-response", "false");
        set.put("springdoc.writer-with-order-by-keys", "true");
        set.put("springdoc.default-produces-media-type", "application/json");
        return set;
    }

    /** Marks what is logged while the service starts; requests are marked by a filter. */
    private static ApplicationListener<SpringApplicationEvent> named(String name) {
        return event -> {
            switch (event) {
                case ApplicationStartingEvent _ -> MDC.put(MDC_SERVICE, name);
                case ApplicationReadyEvent _, ApplicationFailedEvent _ -> MDC.remove(MDC_SERVICE);
                default -> {}
            }
        };
    }
}
