package de.gemeinsamkommune.identity.security;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;

import org.apache.commons.codec.binary.Base32;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A secret as authenticator apps take it.
 *
 * @param text the secret in Base32, in groups of four
 * @param size width and height of the picture in modules, with the quiet zone
 * @param path the dark modules, as the path of an SVG
 */
record AppKey(String text, int size, String path) {

    private static final String NAME = "Gemeinsam Kommune";
    private static final int QUIET_ZONE = 4;

    /**
     * {@return the secret for one installation}
     *
     * @param host what tells the entry from others in the app; nothing personal is known here
     */
    static AppKey of(byte[] secret, String host) {
        String base32 = new Base32().encodeAsString(secret);
        String address =
                "otpauth://totp/"
                        + encode(NAME + ":" + host)
                        + "?secret="
                        + base32
                        + "&issuer="
                        + encode(NAME);
        BitMatrix matrix = matrix(address);
        return new AppKey(base32.replaceAll("(.{4})(?!$)", "$1 "), matrix.getWidth(), path(matrix));
    }

    private static BitMatrix matrix(String address) {
        try {
            return new QRCodeWriter()
                    .encode(
                            address,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(EncodeHintType.MARGIN, QUIET_ZONE));
        } catch (WriterException impossible) {
            throw new IllegalStateException("The address fits into a QR code", impossible);
        }
    }

    private static String path(BitMatrix matrix) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < matrix.getHeight(); y++) {
            for (int x = 0; x < matrix.getWidth(); x++) {
                if (matrix.get(x, y)) {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return path.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
