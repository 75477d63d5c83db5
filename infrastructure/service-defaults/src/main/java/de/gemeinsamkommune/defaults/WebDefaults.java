package de.gemeinsamkommune.defaults;

import de.gemeinsamkommune.defaults.access.PersonalDataController;
import de.gemeinsamkommune.defaults.access.PersonalDataSource;

import io.micrometer.observation.ObservationRegistry;

import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.task.TaskDecorator;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponse;
import org.springframework.web.client.RestClient;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** JSON, problems, limits and clients over HTTP. */
@Configuration(proxyBeanMethods = false)
@Import(ProblemAdvice.class)
class WebDefaults {

    @Bean
    JsonMapperBuilderCustomizer jsonAsAgreed() {
        return Json::agree;
    }

    @Bean
    ProblemTexts problemTexts(@Value("${spring.application.name}") String service) {
        return new ProblemTexts(service);
    }

    @Bean
    ProblemWriter problemWriter(JsonMapper json, ProblemTexts texts) {
        return new ProblemWriter(json, texts);
    }

    @Bean
    @ConditionalOnMissingBean(ErrorController.class)
    ProblemErrorController problemErrorController(ProblemWriter problems) {
        return new ProblemErrorController(problems);
    }

    @Bean
    @ConditionalOnMissingBean(name = "localeResolver")
    LocaleResolver localeResolver() {
        AcceptHeaderLocaleResolver resolver = new AcceptHeaderLocaleResolver();
        resolver.setSupportedLocales(Languages.SUPPORTED);
        resolver.setDefaultLocale(Languages.DEFAULT);
        return resolver;
    }

    @Bean
    WebMvcConfigurer serviceDefaultsMvc(ProblemTexts texts) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgument());
                resolvers.add(new PageQueryArgument());
            }

            @Override
            public void addErrorResponseInterceptors(List<ErrorResponse.Interceptor> interceptors) {
                interceptors.add((detail, _) -> texts.complete(detail));
            }
        };
    }

    @Bean
    FilterRegistrationBean<RequestContext> requestContext(
            @Value("${spring.application.name}") String service) {
        FilterRegistrationBean<RequestContext> filter =
                new FilterRegistrationBean<>(new RequestContext(service));
        // directly behind the filter that opens the request's span
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        filter.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        return filter;
    }

    @Bean
    FilterRegistrationBean<RequestLimit> requestLimit(
            @Value("${service.request-limit:${REQUEST_LIMIT:1MB}}") DataSize limit,
            Environment environment,
            ProblemWriter problems) {
        Map<String, DataSize> larger =
                Binder.get(environment)
                        .bind(
                                "service.larger-requests",
                                Bindable.mapOf(String.class, DataSize.class))
                        .orElse(Map.of());
        FilterRegistrationBean<RequestLimit> filter =
                new FilterRegistrationBean<>(new RequestLimit(limit.toBytes(), larger, problems));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 3);
        return filter;
    }

    @Bean
    FilterRegistrationBean<ContentTypes> contentTypes(ProblemWriter problems) {
        FilterRegistrationBean<ContentTypes> filter =
                new FilterRegistrationBean<>(new ContentTypes(problems));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 4);
        return filter;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> containerProblems() {
        return factory ->
                factory.addContextCustomizers(
                        context -> ContainerProblems.reportThrough(context.getParent()));
    }

    /** Marks what scheduled and asynchronous work logs with the service's name. */
    @Bean
    TaskDecorator serviceNameInLogs(@Value("${spring.application.name}") String service) {
        return task -> RequestContext.named(service, task);
    }

    /** Where a service holds something about people, it also says what. */
    @Bean
    @ConditionalOnBean(PersonalDataSource.class)
    PersonalDataController personalDataController(
            @Value("${spring.application.name}") String service,
            List<PersonalDataSource> sources,
            Clock clock) {
        return new PersonalDataController(service, sources, clock);
    }

    @Bean
    @ConditionalOnMissingBean
    ServiceClient serviceClient(
            JsonMapper json,
            ObjectProvider<ObservationRegistry> observations,
            @Value("${spring.application.name}") String service,
            @Value("${IDENTITY_URL:http://127.0.0.1:8102}") String identity,
            @Value("${CLIENT_SECRET:}") String sharedSecret) {
        HttpClient http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(2))
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
        RestClient plain =
                RestClient.builder()
                        .requestFactory(ServiceClient.answeringWithin(http, ServiceClient.ANSWER))
                        .configureMessageConverters(
                                converters ->
                                        converters
                                                .registerDefaults()
                                                .withJsonConverter(
                                                        new JacksonJsonHttpMessageConverter(json)))
                        .observationRegistry(
                                observations.getIfAvailable(() -> ObservationRegistry.NOOP))
                        .build();
        return new ServiceClient(
                http, plain, URI.create(identity + "/oauth2/token"), service, sharedSecret);
    }
}
