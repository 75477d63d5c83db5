package de.gemeinsamkommune.identity.factors;

import static com.mongodb.client.model.Filters.lte;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;

import de.gemeinsamkommune.identity.settings.IdentitySettings;
import de.gemeinsamkommune.identity.settings.RandomValue;
import de.gemeinsamkommune.messaging.Messaging;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * What a passkey has to sign. A challenge travels in the page's form, signed together with its end,
 * its purpose and a cookie of the browser, so that nothing is stored for visitors nobody knows yet
 * and any instance can check it. Only one that was used is stored, until it would have ended, so
 * that it is used once.
 */
@Component
public final class Challenges {

    static final Duration LIFE = Duration.ofMinutes(30);

    private static final String COOKIE = "identity_ceremony";
    private static final Pattern TOKEN =
            Pattern.compile("([A-Za-z0-9_-]{43})\\.(\\d{1,12})\\.([0-9a-f]{64})");

    private final MongoCollection<Document> used;
    private final SecretKey key;
    private final IdentitySettings settings;
    private final Clock clock;

    Challenges(Messaging messaging, IdentitySettings settings, Clock clock) {
        this.used = messaging.database().getCollection("used_challenges");
        this.key = settings.keyFor("challenges", "HmacSHA256");
        this.settings = settings;
        this.clock = clock;
        used.createIndex(Indexes.ascending("endsAt"));
    }

    /**
     * {@return a new challenge for this browser, as it stands in a form}
     *
     * @param purpose what it is for, and of whom where that is known; good for nothing else
     */
    String issue(String purpose, HttpServletRequest request, HttpServletResponse response) {
        String browser = browser(request);
        if (browser == null) {
            browser = RandomValue.fresh();
            write(browser, request, response);
        }
        String challenge = RandomValue.fresh();
        long end = clock.instant().plus(LIFE).getEpochSecond();
        return challenge + "." + end + "." + signature(challenge, end, purpose, browser);
    }

    /** {@return the bytes to sign} */
    static byte[] bytes(String token) {
        return Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
    }

    /**
     * Uses a challenge up.
     *
     * @return the bytes that were to be signed, empty when the challenge is not of this purpose and
     *     browser, too old, or used
     */
    Optional<byte[]> take(String purpose, String token, HttpServletRequest request) {
        String browser = browser(request);
        Matcher parts = TOKEN.matcher(token);
        if (browser == null || !parts.matches()) {
            return Optional.empty();
        }
        String challenge = parts.group(1);
        long end = Long.parseLong(parts.group(2));
        String expected = signature(challenge, end, purpose, browser);
        boolean ours =
                MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8),
                        parts.group(3).getBytes(StandardCharsets.UTF_8));
        return ours && clock.instant().getEpochSecond() < end && first(challenge, end)
                ? Optional.of(bytes(token))
                : Optional.empty();
    }

    /** Forgets used challenges that have ended. */
    public void expire() {
        used.deleteMany(lte("endsAt", clock.instant()));
    }

    private boolean first(String challenge, long end) {
        try {
            used.insertOne(
                    new Document("_id", RandomValue.fingerprint(challenge))
                            .append("endsAt", Instant.ofEpochSecond(end)));
            return true;
        } catch (MongoWriteException refused) {
            if (ErrorCategory.fromErrorCode(refused.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw refused;
            }
            return false;
        }
    }

    private static @Nullable String browser(HttpServletRequest request) {
        if (request.getAttribute(COOKIE) instanceof String written) {
            return written;
        }
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
    }

    private void write(String browser, HttpServletRequest request, HttpServletResponse response) {
        request.setAttribute(COOKIE, browser);
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, browser)
                        .path("/identity")
                        .httpOnly(true)
                        .secure(settings.secure())
                        .sameSite("Lax")
                        .build()
                        .toString());
    }

    private String signature(String challenge, long end, String purpose, String browser) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            String text = String.join("\n", challenge, String.valueOf(end), purpose, browser);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        }
    }
}
