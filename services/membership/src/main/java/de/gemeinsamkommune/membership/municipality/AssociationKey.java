package de.gemeinsamkommune.membership.municipality;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** Keys of associations, which no office gives them. */
public final class AssociationKey {

    /** 36 to the power of 8. */
    private static final long KEYS = 2_821_109_907_456L;

    private AssociationKey() {}

    /**
     * {@return {@code v-} and 8 lower-case letters or digits, the same for the same id}
     *
     * @param id any random one, of whoever is the cause of the admission
     */
    public static String of(String id) {
        // a UUIDv5 or v4 has fixed bits, so it is not cut but hashed
        long mixed =
                UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8))
                        .getLeastSignificantBits();
        String digits = Long.toString(Math.floorMod(mixed, KEYS), 36);
        return "v-" + "0".repeat(8 - digits.length()) + digits.toLowerCase(Locale.ROOT);
    }

    /** {@return whether a well-formed key is that of an association} */
    public static boolean isOne(String key) {
        return key.startsWith("v-");
    }
}
