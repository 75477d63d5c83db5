package de.gemeinsamkommune.standalone;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What concerns this computer's own address. */
final class Loopback {

    static final String HOST = "127.0.0.1";

    private Loopback() {}

    /** {@return whether the name means this computer, without asking any name server} */
    static boolean isHost(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.matches("127(\\.\\d{1,3}){3}")
                || name.equals("::1")
                || name.equals("[::1]");
    }

    /**
     * {@return whether the address is one of this computer}
     *
     * @throws CannotStart when it is no http or https address
     */
    static boolean isUrl(String url) {
        URI address;
        try {
            address = URI.create(url);
        } catch (IllegalArgumentException malformed) {
            throw new CannotStart(
                    "PUBLIC_URL is not an address: " + url + " (wanted: https://host).", malformed);
        }
        String scheme = address.getScheme();
        if (address.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new CannotStart(
                    "PUBLIC_URL is not an address: " + url + " (wanted: https://host).");
        }
        return isHost(address.getHost());
    }

    /** {@return so many different ports that nobody listens on} */
    static List<Integer> freePorts(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            List<Integer> ports = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST));
                held.add(socket);
                ports.add(socket.getLocalPort());
            }
            return ports;
        } catch (IOException failure) {
            throw new CannotStart("No free port on " + HOST + " can be had.", failure);
        } finally {
            for (ServerSocket socket : held) {
                close(socket);
            }
        }
    }

    /**
     * Makes sure that nobody listens on the port.
     *
     * @throws CannotStart when somebody does or the port may not be used
     */
    static void requireFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(HOST, port));
        } catch (IOException taken) {
            throw new CannotStart(
                    "Port "
                            + port
                            + " on "
                            + HOST
                            + " cannot be used ("
                            + taken.getMessage()
                            + "): choose another one with --port.",
                    taken);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
