package de.gemeinsamkommune.portal;

import de.gemeinsamkommune.embedded.EmbeddedMongo;

import java.nio.file.Files;
import java.util.Map;

/**
 * Starts the portal alone against made-up services, to look at pages: {@code TryPortal <port of the
 * portal> <port of the services> <who is signed in by the sign-in link>}.
 */
final class TryPortal {
    private TryPortal() {}

    public static void main(String[] args) throws Exception {
        FakeNetwork network = new FakeNetwork(Integer.parseInt(args[1]));
        String portal = "http://127.0.0.1:" + args[0];
        String person = args[2];
        network.on(
                "GET",
                "/login/.*",
                (asked, path) ->
                        new FakeNetwork.Reply(302, "text/plain", "", Map.of())
                                .with("Location", portal + path.group() + "?" + asked.query()));
        network.signsIn(person);
        EmbeddedMongo store =
                EmbeddedMongo.start(Files.createTempDirectory("portal").resolve("store.mv"), 0);
        PortalApplication.application()
                .run(
                        "--server.port=" + args[0],
                        "--CLIENT_SECRET=" + FakeNetwork.CLIENT_SECRET,
                        "--PUBLIC_URL=" + network.url(),
                        "--IDENTITY_URL=" + network.url(),
                        "--MONGODB_URI=" + store.uri(),
                        "--DEMO=true",
                        "--spring.thymeleaf.cache=false",
                        "--spring.web.resources.chain.cache=false");
    }
}
