package de.gemeinsamkommune.newsletter.delivery;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The mail server and the sender.
 *
 * @param host name of the mail server
 * @param port its port
 * @param username empty when the server asks for none
 * @param password empty when the server asks for none
 * @param security how the connection is protected
 * @param from address of the sender; its domain is the right part of Message-ID and List-Id
 * @param sender name of the sender
 */
@Validated
@ConfigurationProperties("newsletter.smtp")
public record SmtpSettings(
        @NotBlank String host,
        @Min(1) @Max(65535) int port,
        String username,
        String password,
        Security security,
        @NotBlank @Email String from,
        @NotBlank String sender) {

    /** How the connection to the mail server is protected. */
    public enum Security {
        /** Not at all: for a server on the same machine. */
        NONE,
        /** Upgraded to TLS, or refused when the server does not offer it. */
        STARTTLS,
        /** TLS from the first byte. */
        TLS
    }

    String domain() {
        return from.substring(from.lastIndexOf('@') + 1);
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "SmtpSettings[" + host + ":" + port + "]";
    }
}
