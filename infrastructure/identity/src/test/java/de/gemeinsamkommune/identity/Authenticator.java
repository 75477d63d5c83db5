package de.gemeinsamkommune.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;

import org.apache.commons.codec.binary.Base32;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.crypto.spec.SecretKeySpec;

/** The authenticator app on a person's telephone. */
final class Authenticator {

    private static final Pattern KEY = Pattern.compile("<code[^>]*>([A-Z2-7 ]{39})</code>");
    private static final Pattern RECOVERY =
            Pattern.compile("<code[^>]*>([0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4})</code>");

    private final TimeBasedOneTimePasswordGenerator codes = new TimeBasedOneTimePasswordGenerator();
    private final byte[] secret;
    private final Clock clock;

    private Authenticator(byte[] secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
    }

    /** Reads the key from the page. */
    static Authenticator of(HttpResponse<String> page, Clock clock) {
        return of(page.body(), clock);
    }

    static Authenticator of(String page, Clock clock) {
        Matcher key = KEY.matcher(page);
        assertThat(key.find()).as(page).isTrue();
        return new Authenticator(new Base32().decode(key.group(1).replace(" ", "")), clock);
    }

    /** Sets an app up in a browser that may; the answer shows the recovery codes. */
    static SetUp setUp(Network.Installation identity, Browser browser) throws Exception {
        browser.submit("/identity/security", "/identity/security/app", Map.of());
        HttpResponse<String> page = browser.get("/identity/security/app");
        Authenticator app = of(page, identity.clock);
        HttpResponse<String> done =
                browser.submit(
                        "/identity/security/app",
                        "/identity/security/app/confirm",
                        Map.of("code", app.code()));
        return new SetUp(app, done, recoveryCodes(done));
    }

    static List<String> recoveryCodes(HttpResponse<String> page) {
        List<String> found = new ArrayList<>();
        Matcher code = RECOVERY.matcher(page.body());
        while (code.find()) {
            found.add(code.group(1));
        }
        return found;
    }

    byte[] secret() {
        return secret.clone();
    }

    String code() throws Exception {
        return code(Duration.ZERO);
    }

    String code(Duration ahead) throws Exception {
        return codes.generateOneTimePasswordString(
                new SecretKeySpec(secret, "HmacSHA1"), clock.instant().plus(ahead));
    }

    /** A code that is none of those taken now. */
    String wrong() throws Exception {
        List<String> right =
                List.of(code(Duration.ofSeconds(-30)), code(), code(Duration.ofSeconds(30)));
        return Stream.of("000000", "111111", "222222", "333333")
                .filter(code -> !right.contains(code))
                .findFirst()
                .orElseThrow();
    }

    record SetUp(Authenticator app, HttpResponse<String> done, List<String> recovery) {}
}
