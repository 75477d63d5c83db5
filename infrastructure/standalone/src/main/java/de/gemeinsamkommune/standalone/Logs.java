package de.gemeinsamkommune.standalone;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;

import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

import java.net.URL;
import java.nio.file.Path;

/** Sets up one log per part. */
final class Logs {

    private static final String CONFIGURATION = "standalone/logback.xml";

    private Logs() {}

    /**
     * From now on logs go into that folder, and the console shows only what needs a person.
     *
     * <p>Where a library has logged already, out of a static initializer for instance, logging is
     * set up a second time.
     */
    static void into(Path folder) {
        // otherwise every Spring context would set up the one logging of this JVM anew
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.setProperty("standalone.logs", folder.toString());
        System.setProperty("logback.configurationFile", CONFIGURATION);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        if (context.getProperty("standalone") == null) {
            configure(context);
        }
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private static void configure(LoggerContext context) {
        URL configuration = Logs.class.getResource("/" + CONFIGURATION);
        if (configuration == null) {
            throw new IllegalStateException(CONFIGURATION + " is missing");
        }
        context.reset();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(configuration);
        } catch (JoranException malformed) {
            throw new IllegalStateException(CONFIGURATION + " cannot be read", malformed);
        }
    }
}
