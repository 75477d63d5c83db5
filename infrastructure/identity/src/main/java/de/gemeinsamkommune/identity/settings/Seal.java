package de.gemeinsamkommune.identity.settings;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** Encrypts what the store must not show, with AES-GCM; nonce first, then text and tag. */
public final class Seal {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    /**
     * Takes the key of one purpose.
     *
     * @param key an AES key, see {@link IdentitySettings#keyFor}
     */
    public Seal(SecretKey key) {
        this.key = key;
    }

    /**
     * {@return the encrypted bytes}
     *
     * @param owner what they belong to; they open for nothing else
     */
    public byte[] close(byte[] plain, String owner) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, owner).doFinal(plain);
        byte[] both = new byte[nonce.length + sealed.length];
        System.arraycopy(nonce, 0, both, 0, nonce.length);
        System.arraycopy(sealed, 0, both, nonce.length, sealed.length);
        return both;
    }

    /**
     * {@return what was encrypted}
     *
     * @throws javax.crypto.AEADBadTagException when key or owner is another, or the bytes were
     *     changed
     */
    public byte[] open(byte[] both, String owner) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        System.arraycopy(both, 0, nonce, 0, NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, nonce, owner)
                .doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES);
    }

    private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
