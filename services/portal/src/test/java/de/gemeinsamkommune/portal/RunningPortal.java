package de.gemeinsamkommune.portal;

import com.mongodb.client.MongoDatabase;

import de.gemeinsamkommune.testsupport.Parts;

import org.bson.Document;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import java.util.UUID;

/**
 * A portal on a free port against made-up services. The tests of a JVM share one and begin with
 * {@link #anew}.
 */
final class RunningPortal {
    private static final class Shared {
        static final RunningPortal INSTANCE = start();
    }

    private final FakeNetwork network;
    private final String store;
    private final ConfigurableApplicationContext context;

    private RunningPortal(FakeNetwork network, String store, boolean demo) {
        this.network = network;
        this.store = store;
        context =
                PortalApplication.application()
                        .run(
                                "--server.port=0",
                                "--CLIENT_SECRET=" + FakeNetwork.CLIENT_SECRET,
                                "--PUBLIC_URL=" + network.url(),
                                "--IDENTITY_URL=" + network.url(),
                                "--MONGODB_URI=" + store,
                                "--DEMO=" + demo);
    }

    /** The portal of this JVM as if it were new: no sessions, and services as they were made. */
    static RunningPortal anew() {
        RunningPortal shared = Shared.INSTANCE;
        shared.network.reset();
        shared.bean(MongoDatabase.class).getCollection("sessions").deleteMany(new Document());
        shared.bean(MongoDatabase.class)
                .getCollection("authorized_clients")
                .deleteMany(new Document());
        return shared;
    }

    private static RunningPortal start() {
        return new RunningPortal(
                new FakeNetwork(0),
                Parts.shared().mongodbUri("portal_" + UUID.randomUUID().toString().substring(0, 8)),
                true);
    }

    /** A second instance on the same store and the same services. */
    RunningPortal another() {
        return new RunningPortal(network, store, false);
    }

    FakeNetwork network() {
        return network;
    }

    String url() {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    Browser browser() {
        return new Browser(url(), network.url());
    }

    Browser signedIn(String person) {
        Browser browser = browser();
        browser.signIn(person);
        return browser;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Stops this instance; the services go on for the others. */
    void stop() {
        context.close();
    }
}
