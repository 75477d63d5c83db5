package de.gemeinsamkommune.defaults.retention;

import com.mongodb.client.MongoDatabase;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Carries out the rules of retention of a service that has any. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "com.mongodb.client.MongoDatabase")
@ConditionalOnBean(RetentionRule.class)
@EnableScheduling
public class RetentionDefaults {

    @Bean
    Retention retention(
            @Value("${service.declarations:${spring.application.name}}") String service,
            @Value("${RETENTION_NOTICE_DAYS:7}") int daysShown,
            List<RetentionRule> rules,
            MongoDatabase database,
            Clock clock) {
        return Retention.of(
                Processing.of(service), rules, new RuleBook(database), clock, daysShown);
    }

    @Bean
    RetentionController retentionController(Retention retention) {
        return new RetentionController(retention);
    }

    @Bean
    RetentionSchedule retentionSchedule(
            Retention retention, @Value("${RETENTION_AFTER:PT3H}") Duration after) {
        return new RetentionSchedule(retention, after);
    }
}
