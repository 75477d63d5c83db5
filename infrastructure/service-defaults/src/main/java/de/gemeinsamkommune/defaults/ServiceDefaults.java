package de.gemeinsamkommune.defaults;

import de.gemeinsamkommune.defaults.retention.RetentionDefaults;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DeferredImportSelector;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.type.AnnotationMetadata;

import java.time.Clock;
import java.time.Duration;

/**
 * What a service imports to get the clock, problems, security, JSON, limits, health, metrics and
 * OpenAPI that all services share.
 */
@Configuration(proxyBeanMethods = false)
@Import(ServiceDefaults.AfterTheService.class)
public class ServiceDefaults {

    /**
     * The only source of time in a service: UTC, shifted by {@code TIME_OFFSET} in a demo, in whole
     * milliseconds, because the store keeps no finer ones.
     */
    @Bean
    Clock clock(@Value("${TIME_OFFSET:PT0S}") Duration offset) {
        return Clock.tick(Clock.offset(Clock.systemUTC(), offset), Duration.ofMillis(1));
    }

    /**
     * Brings the rest in after the service's own beans, so that what the service declares itself
     * comes first: its advices before the one that catches all, its own filter chain instead of the
     * common one.
     */
    static final class AfterTheService implements DeferredImportSelector, Ordered {

        @Override
        public String[] selectImports(AnnotationMetadata importer) {
            return new String[] {
                WebDefaults.class.getName(),
                SecurityDefaults.class.getName(),
                OpenApiDefaults.class.getName(),
                RetentionDefaults.class.getName()
            };
        }

        @Override
        public int getOrder() {
            return 0; // before Boot's auto-configuration, which backs off from what is there
        }
    }
}
