package de.gemeinsamkommune.standalone;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator app: codes of six digits for thirty seconds (RFC 6238). */
final class Totp {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Totp() {}

    /** {@return the bytes of a secret as it is shown to be typed in} */
    static byte[] secret(String shown) {
        ByteBuffer bytes = ByteBuffer.allocate(shown.length());
        int bits = 0;
        int number = 0;
        for (char character : shown.replace(" ", "").toCharArray()) {
            bits = bits << 5 | BASE32.indexOf(character);
            number += 5;
            if (number >= 8) {
                number -= 8;
                bytes.put((byte) (bits >> number));
                bits &= (1 << number) - 1;
            }
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    static String code(byte[] secret, Instant at) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret, "HmacSHA1"));
        byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(at.getEpochSecond() / 30).array());
        int number = ByteBuffer.wrap(hash).getInt(hash[19] & 15) & Integer.MAX_VALUE;
        return "%06d".formatted(number % 1_000_000);
    }
}
