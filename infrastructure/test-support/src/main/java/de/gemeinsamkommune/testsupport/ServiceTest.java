package de.gemeinsamkommune.testsupport;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.ContextConfiguration;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test of one whole service over HTTP, started by its own {@code main} on a free port, on the
 * {@link Parts} of this JVM and with {@link TestIssuer} in place of identity.
 *
 * <p>A test may have injected {@link TestClient} and {@link TestIssuer}. {@code IDENTITY_URL},
 * {@code PUBLIC_URL}, {@code CLIENT_SECRET}, {@code MONGODB_URI}, {@code KAFKA_BOOTSTRAP_SERVERS},
 * {@code SMTP_HOST} and {@code SMTP_PORT} are set; what is not asked for is not started. All tests
 * of a service in one JVM share one database, as several instances of the service would: a second
 * context of the same service is in the same consumer group, so a database for each would lose
 * messages to the other. A test therefore makes its own records and does not count others'.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        useMainMethod = SpringBootTest.UseMainMethod.ALWAYS)
@ContextConfiguration(initializers = TestEnvironment.class)
@Import(TestBeans.class)
public @interface ServiceTest {

    /** The service's application class, which has {@code main}. */
    @AliasFor(annotation = SpringBootTest.class, attribute = "classes")
    Class<?>[] application();

    /** Settings of this test as {@code NAME=value}, which win over those named above. */
    @AliasFor(annotation = SpringBootTest.class, attribute = "properties")
    String[] properties() default {};
}
