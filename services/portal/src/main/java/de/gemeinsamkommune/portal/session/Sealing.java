package de.gemeinsamkommune.portal.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns session attributes and tokens into sealed bytes and back: AES-256-GCM with a key derived
 * from the client secret, so that a copy of the store alone lets nobody act for a person, and only
 * what this portal wrote is ever read back as objects (and of these only the listed classes).
 */
final class Sealing {
    private static final int NONCE = 12;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ObjectInputFilter ALLOWED =
            ObjectInputFilter.Config.createFilter(
                    "maxdepth=40;maxbytes=262144;java.lang.*;java.util.*;java.util.concurrent.*;"
                            + "java.util.concurrent.locks.*;java.time.*;java.net.URL;"
                            + "org.springframework.security.**;"
                            + "org.springframework.web.servlet.FlashMap;"
                            + "org.springframework.util.LinkedMultiValueMap;"
                            + "org.springframework.util.MultiValueMapAdapter;!*");

    private final SecretKeySpec key;

    Sealing(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            key =
                    new SecretKeySpec(
                            mac.doFinal("portal-sessions".getBytes(StandardCharsets.UTF_8)), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The sealed form of a serializable object. */
    byte[] seal(Object value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(value);
            }
            byte[] nonce = new byte[NONCE];
            RANDOM.nextBytes(nonce);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
            byte[] sealed = cipher.doFinal(bytes.toByteArray());
            byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE, sealed.length);
            return all;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    "Cannot be kept in a session: " + value.getClass().getName(), e);
        }
    }

    /**
     * The object that was sealed.
     *
     * @throws Unreadable when it was sealed with another secret or by another version of its class
     */
    Object open(byte[] sealed) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, sealed, 0, NONCE));
            byte[] plain = cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(plain))) {
                in.setObjectInputFilter(ALLOWED);
                return in.readObject();
            }
        } catch (IOException
                | ClassNotFoundException
                | GeneralSecurityException
                | IllegalArgumentException e) {
            throw new Unreadable(e);
        }
    }

    /** What was stored can no longer be read; whoever needs it starts anew. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(Exception cause) {
            super(cause);
        }
    }
}
