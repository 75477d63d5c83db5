package de.gemeinsamkommune.gateway;

import de.gemeinsamkommune.defaults.ProblemWriter;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

import java.util.EnumSet;

/** The filters at the edge and the client towards the services. */
@Configuration(proxyBeanMethods = false)
class Edge {

    /** A service closes a connection after 20 s without a request; none is used that long. */
    private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(10);

    /**
     * No filters: the services check tokens. The firewall of Spring Security stays in front of it
     * and refuses paths that could mean one thing here and another thing behind.
     */
    @Bean
    SecurityFilterChain onlyTheFirewall() {
        return new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> securityHeaders(
            GatewaySettings settings) {
        return factory -> factory.addEngineValves(new SecurityHeaders(settings.isSecure()));
    }

    @Bean
    FilterRegistrationBean<Filter> gate(GatewaySettings settings, ProblemWriter problems) {
        FilterRegistrationBean<Filter> filter =
                new FilterRegistrationBean<>(
                        new Gate(new ClientLimits(settings.limits()), problems));
        // behind the firewall, which has refused what could hide a path
        filter.setOrder(Ordered.LOWEST_PRECEDENCE);
        filter.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        return filter;
    }

    @Bean
    CloseableHttpClient upstreamClient(GatewaySettings settings) {
        Timeout response = Timeout.of(settings.responseTimeout());
        Timeout connect = Timeout.of(settings.connectTimeout());
        return HttpClients.custom()
                .setConnectionManager(
                        PoolingHttpClientConnectionManagerBuilder.create()
                                .setMaxConnPerRoute(settings.connections())
                                .setMaxConnTotal(settings.connections() * 7)
                                .setDefaultConnectionConfig(
                                        ConnectionConfig.custom()
                                                .setConnectTimeout(connect)
                                                .setSocketTimeout(response)
                                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                                .build())
                                .setDefaultSocketConfig(
                                        SocketConfig.custom().setTcpNoDelay(true).build())
                                .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom()
                                .setConnectionRequestTimeout(connect)
                                .setResponseTimeout(response)
                                .build())
                .setKeepAliveStrategy((_, _) -> LONGEST_IDLE)
                .setRetryStrategy(new RetryWhenStale())
                .evictIdleConnections(LONGEST_IDLE)
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .disableDefaultUserAgent()
                .build();
    }

    @Bean
    ClientHttpRequestFactory upstreamRequests(CloseableHttpClient upstreamClient) {
        return new HttpComponentsClientHttpRequestFactory(upstreamClient);
    }
}
