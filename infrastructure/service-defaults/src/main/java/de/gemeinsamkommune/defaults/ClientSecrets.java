package de.gemeinsamkommune.defaults;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secrets of the network's own OAuth 2 clients, all derived from one shared secret. */
public final class ClientSecrets {

    private ClientSecrets() {}

    /**
     * The secret of a client: HMAC-SHA-256 of its id in hexadecimal, the same on both sides.
     *
     * @param shared the setting {@code CLIENT_SECRET}, not blank
     * @param client the client's id, for instance {@code membership}
     */
    public static String of(String shared, String client) {
        if (shared.isBlank()) {
            throw new IllegalArgumentException("CLIENT_SECRET is not set");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(shared.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(client.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
