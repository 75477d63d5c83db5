package de.gemeinsamkommune.testsupport;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/** What a {@link ServiceTest} can have injected. */
@TestConfiguration(proxyBeanMethods = false)
class TestBeans {

    @Bean
    @Lazy // the port is known only when the server runs
    TestClient testClient(Environment environment) {
        return new TestClient(environment.getRequiredProperty("local.server.port", Integer.class));
    }

    @Bean(destroyMethod = "") // shared, so not this context's to close
    TestIssuer testIssuer() {
        return TestIssuer.shared();
    }
}
