package de.gemeinsamkommune.portal.session;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;

import jakarta.servlet.DispatcherType;

import org.bson.Document;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Puts sessions and tokens into the portal's database and lets them expire. */
@Configuration(proxyBeanMethods = false)
@EnableSpringHttpSession
@EnableScheduling
class SessionConfiguration {

    @Bean(destroyMethod = "close")
    MongoClient portalStore(@Value("${portal.mongodb-uri}") String uri) {
        return MongoClients.create(
                MongoClientSettings.builder()
                        .applyConnectionString(new ConnectionString(uri))
                        .applyToClusterSettings(c -> c.serverSelectionTimeout(5, TimeUnit.SECONDS))
                        .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                        .readPreference(ReadPreference.primary())
                        .applicationName("portal")
                        .build());
    }

    @Bean
    MongoDatabase portalDatabase(
            MongoClient portalStore, @Value("${portal.mongodb-uri}") String uri) {
        String named = new ConnectionString(uri).getDatabase();
        return portalStore.getDatabase(named == null ? "portal" : named);
    }

    /** Without its store the portal knows nobody who is signed in. */
    @Bean
    HealthIndicator storeHealth(MongoDatabase database) {
        return () -> {
            try {
                database.runCommand(new Document("ping", 1));
                return Health.up().build();
            } catch (MongoException e) {
                return Health.down(e).build();
            }
        };
    }

    @Bean
    Sealing sealing(@Value("${portal.client-secret}") String secret) {
        return new Sealing(secret);
    }

    @Bean
    MongoSessions sessionRepository(MongoDatabase database, Sealing sealing, Clock clock) {
        return new MongoSessions(database.getCollection("sessions"), sealing, clock);
    }

    @Bean
    MongoAuthorizedClients authorizedClients(
            MongoDatabase database,
            Sealing sealing,
            Clock clock,
            @Value("${portal.session-idle}") Duration idle) {
        // a refresh at the latest every few minutes of use renews this
        return new MongoAuthorizedClients(
                database.getCollection("authorized_clients"),
                sealing,
                clock,
                idle.plus(Duration.ofHours(1)));
    }

    /** Also where an error is shown, so that the frame knows who is signed in. */
    @Bean
    FilterRegistrationBean<SessionRepositoryFilter<?>> sessionFilter(
            SessionRepositoryFilter<?> filter) {
        FilterRegistrationBean<SessionRepositoryFilter<?>> registration =
                new FilterRegistrationBean<>(filter);
        registration.setDispatcherTypes(
                DispatcherType.REQUEST, DispatcherType.ERROR, DispatcherType.ASYNC);
        registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
        return registration;
    }

    @Bean
    CookieSerializer sessionCookie(@Value("${portal.public-url}") String publicUrl) {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName("portal_session");
        cookie.setCookiePath("/");
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        cookie.setUseSecureCookie(publicUrl.startsWith("https:"));
        // the cookie's value is the id itself: it is already letters and digits
        cookie.setUseBase64Encoding(false);
        return cookie;
    }

    @Bean
    Expiry sessionExpiry(MongoSessions sessions, MongoAuthorizedClients clients) {
        return new Expiry(sessions, clients);
    }

    /** Removes sessions and tokens whose time is over; several instances may do so at once. */
    record Expiry(MongoSessions sessions, MongoAuthorizedClients clients) {

        @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT5M")
        void removeExpired() {
            sessions.removeExpired();
            clients.removeExpired();
        }
    }
}
