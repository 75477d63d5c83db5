package de.gemeinsamkommune.identity.signin;

import jakarta.servlet.http.HttpServletRequest;

import java.net.InetAddress;

/** From where a request came, as the gateway saw it. */
public final class ClientAddress {

    private ClientAddress() {}

    /**
     * {@return the address of the client}
     *
     * <p>The last entry of {@code X-Forwarded-For} is the one the gateway wrote, earlier ones are
     * what the client claimed. It counts only when the request came from this machine or its
     * private network, where the gateway stands.
     */
    public static String of(HttpServletRequest request) {
        String peer = request.getRemoteAddr();
        String forwarded = request.getHeader("X-Forwarded-For");
        if (forwarded == null || forwarded.isBlank() || !near(peer)) {
            return peer;
        }
        return forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    }

    private static boolean near(String peer) {
        try {
            // an address, never a name: nothing is looked up
            InetAddress address = InetAddress.ofLiteral(peer);
            return address.isLoopbackAddress() || address.isSiteLocalAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
