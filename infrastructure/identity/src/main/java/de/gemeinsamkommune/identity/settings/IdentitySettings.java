package de.gemeinsamkommune.identity.settings;

import de.gemeinsamkommune.defaults.ClientSecrets;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Set;

import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the installation says about itself.
 *
 * @param publicUrl address people use, without a slash at its end; the issuer of every token
 * @param demo whether demo data is loaded
 * @param clientSecret what the secrets of the clients are derived from
 * @param identityKey what the keys that protect the store are derived from
 */
@ConfigurationProperties("identity")
public record IdentitySettings(
        URI publicUrl, boolean demo, String clientSecret, String identityKey) {

    /** Stands in the place of a secret on a developer's machine, and is refused elsewhere. */
    public static final String DEVELOPMENT = "development-only";

    private static final Set<String> LOOPBACK =
            Set.of("localhost", "127.0.0.1", "[::1]", "0:0:0:0:0:0:0:1");

    private static final int SHORTEST_SECRET = 32;

    /**
     * Checks that a stranger cannot guess what protects this installation.
     *
     * @throws StartRefused when the public address is no http or https address, when the clients'
     *     secret is missing, or when the address can be reached from elsewhere and a secret is
     *     missing, the default, or shorter than 32 characters
     */
    public IdentitySettings {
        publicUrl = withoutSlash(publicUrl);
        if (clientSecret.isBlank()) {
            throw new StartRefused(
                    "CLIENT_SECRET must be set, to the same secret in every service.");
        }
        if (!isLoopback(publicUrl)) {
            refuseWeak("CLIENT_SECRET", clientSecret, publicUrl);
            refuseWeak("IDENTITY_KEY", identityKey, publicUrl);
        }
        identityKey = identityKey.isBlank() ? DEVELOPMENT : identityKey;
    }

    /** {@return whether only this machine can use the public address} */
    public boolean loopback() {
        return isLoopback(publicUrl);
    }

    /** {@return whether cookies may be limited to encrypted connections} */
    public boolean secure() {
        return "https".equals(publicUrl.getScheme());
    }

    /**
     * {@return the public address of a path}
     *
     * @param path begins with a slash; may have a query
     */
    public String address(String path) {
        return publicUrl + path;
    }

    /**
     * {@return the secret by which a client shows who it is, 64 hexadecimal digits}
     *
     * @param client id of the client
     */
    public String secretOf(String client) {
        return ClientSecrets.of(clientSecret, client);
    }

    /**
     * {@return a key of 256 bits for one purpose, so that no two purposes share a key}
     *
     * @param purpose fixed name of the purpose
     * @param algorithm as the Java cryptography architecture names it
     */
    public SecretKey keyFor(String purpose, String algorithm) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(identityKey), "HmacSHA256"));
            return new SecretKeySpec(mac.doFinal(bytes(purpose)), algorithm);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        }
    }

    /** Keeps the secrets out of logs. */
    @Override
    public String toString() {
        return "IdentitySettings[publicUrl=" + publicUrl + ", demo=" + demo + "]";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static URI withoutSlash(URI url) {
        String text = url.toString();
        URI bare = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        boolean http = "http".equals(bare.getScheme()) || "https".equals(bare.getScheme());
        if (!http || bare.getHost() == null || !bare.getPath().isEmpty()) {
            throw new StartRefused(
                    "PUBLIC_URL must be http or https with a host and nothing behind it"
                            + " (https://netz.example), but is "
                            + url
                            + ".");
        }
        return bare;
    }

    private static boolean isLoopback(URI url) {
        return LOOPBACK.contains(url.getHost());
    }

    private static void refuseWeak(String name, String value, URI publicUrl) {
        if (value.equals(DEVELOPMENT) || value.length() < SHORTEST_SECRET) {
            throw new StartRefused(
                    name
                            + " must be set to a secret of at least "
                            + SHORTEST_SECRET
                            + " characters, because "
                            + publicUrl
                            + " can be reached from other machines.");
        }
    }
}
