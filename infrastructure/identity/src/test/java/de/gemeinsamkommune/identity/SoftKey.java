package de.gemeinsamkommune.identity;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A passkey in memory, which can also misbehave. Answers as a browser does. */
final class SoftKey {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int PRESENT = 0x01;
    private static final int VERIFIED = 0x04;
    private static final int WITH_KEY = 0x40;

    final byte[] id = new byte[32];
    private final KeyPair keys;
    private final String origin;
    byte[] user = new byte[0];
    int counter = 1;
    boolean verifies = true;

    SoftKey(String origin) throws Exception {
        this.origin = origin;
        new SecureRandom().nextBytes(id);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        keys = generator.generateKeyPair();
    }

    /** What stands in a form of a page. */
    record Asked(JsonNode options, String token) {

        static Asked of(HttpResponse<String> page) {
            Matcher options = Pattern.compile("data-options=\"([^\"]*)\"").matcher(page.body());
            Matcher token =
                    Pattern.compile("name=\"challenge\" value=\"([^\"]*)\"").matcher(page.body());
            assertThat(options.find() && token.find()).as(page.body()).isTrue();
            return new Asked(
                    JSON.readTree(options.group(1).replace("&quot;", "\"")), token.group(1));
        }
    }

    String idText() {
        return base64(id);
    }

    String create(Asked asked) throws Exception {
        user = Base64.getUrlDecoder().decode(asked.options().at("/user/id").asString());
        byte[] data = authenticatorData(asked.options().at("/rp/id").asString(), true);
        ByteArrayOutputStream attestation = new ByteArrayOutputStream();
        attestation.write(HexFormat.of().parseHex("a363666d74646e6f6e656761747453746d74a0"));
        attestation.write(HexFormat.of().parseHex("6861757468446174615900"));
        attestation.write(data.length);
        attestation.write(data);
        return answer(
                Map.of(
                        "clientDataJSON",
                        base64(clientData("webauthn.create", asked)),
                        "attestationObject",
                        base64(attestation.toByteArray())));
    }

    String use(Asked asked) throws Exception {
        byte[] data = authenticatorData(asked.options().at("/rpId").asString(), false);
        byte[] client = clientData("webauthn.get", asked);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(data);
        signature.update(sha256(client));
        return answer(
                Map.of(
                        "clientDataJSON",
                        base64(client),
                        "authenticatorData",
                        base64(data),
                        "signature",
                        base64(signature.sign()),
                        "userHandle",
                        base64(user)));
    }

    private String answer(Map<String, String> response) {
        return JSON.writeValueAsString(
                Map.of(
                        "id",
                        idText(),
                        "rawId",
                        idText(),
                        "type",
                        "public-key",
                        "response",
                        response,
                        "clientExtensionResults",
                        Map.of()));
    }

    private byte[] clientData(String type, Asked asked) {
        return JSON.writeValueAsBytes(
                Map.of(
                        "type",
                        type,
                        "challenge",
                        asked.options().get("challenge").asString(),
                        "origin",
                        origin,
                        "crossOrigin",
                        false));
    }

    private byte[] authenticatorData(String rpId, boolean withKey) throws Exception {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.write(sha256(rpId.getBytes(StandardCharsets.UTF_8)));
        data.write(PRESENT | (verifies ? VERIFIED : 0) | (withKey ? WITH_KEY : 0));
        data.write(ByteBuffer.allocate(4).putInt(counter).array());
        if (withKey) {
            data.write(new byte[16]);
            data.write(new byte[] {0, (byte) id.length});
            data.write(id);
            ECPublicKey key = (ECPublicKey) keys.getPublic();
            data.write(HexFormat.of().parseHex("a5010203262001215820"));
            data.write(coordinate(key.getW().getAffineX()));
            data.write(HexFormat.of().parseHex("225820"));
            data.write(coordinate(key.getW().getAffineY()));
        }
        return data.toByteArray();
    }

    private static byte[] coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] padded = new byte[32];
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, padded, 32 - length, length);
        return padded;
    }

    private static byte[] sha256(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
