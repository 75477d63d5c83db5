package de.gemeinsamkommune.identity.token;

import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Compares client secrets in a time that tells nothing about them. They have 256 bits and live in
 * memory only, so a slow hash would protect nothing.
 */
final class ConstantTime implements PasswordEncoder {

    @Override
    public String encode(@Nullable CharSequence secret) {
        return String.valueOf(secret);
    }

    @Override
    public boolean matches(@Nullable CharSequence given, @Nullable String expected) {
        return given != null
                && expected != null
                && MessageDigest.isEqual(
                        given.toString().getBytes(StandardCharsets.UTF_8),
                        expected.getBytes(StandardCharsets.UTF_8));
    }
}
