package de.gemeinsamkommune.identity.signin;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How sign-in links are sent.
 *
 * @param smtpHost name or address of the mail server
 * @param smtpPort its port
 * @param smtpUsername who sends, empty where the mail server does not ask
 * @param smtpPassword password of who sends
 * @param smtpSecurity how the connection is protected
 * @param mailFrom sender as RFC 5322 writes it: {@code Name <address>} or an address
 * @param attemptsPerAddress how many links an address gets in 15 minutes
 * @param attemptsPerClient how many forms one client may send in 15 minutes
 */
@ConfigurationProperties("identity.sign-in")
record SignInSettings(
        String smtpHost,
        int smtpPort,
        String smtpUsername,
        String smtpPassword,
        Security smtpSecurity,
        String mailFrom,
        int attemptsPerAddress,
        int attemptsPerClient) {

    /** How a connection to the mail server is protected. */
    enum Security {
        /** Not at all; for a server on the same machine or network. */
        NONE,
        /** Encrypted after the greeting, or not used (RFC 3207). */
        STARTTLS,
        /** Encrypted from the start (RFC 8314). */
        TLS
    }

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return "SignInSettings[smtpHost=" + smtpHost + ", smtpPort=" + smtpPort + "]";
    }
}
