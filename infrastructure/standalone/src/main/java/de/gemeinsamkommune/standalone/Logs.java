package de.gemeinsamkommune.standalone;

import org.slf4j.bridge.SLF4JBridgeHandler;

import java.nio.file.Path;

/** Sets up one log per part, before anything asks for a logger. */
final class Logs {

    private Logs() {}

    /** Logs go into that folder; the console shows only what needs a person. */
    static void into(Path folder) {
        System.setProperty("standalone.logs", folder.toString());
        System.setProperty("logback.configurationFile", "standalone/logback.xml");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        // otherwise every Spring context would set up the one logging of this JVM anew
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
