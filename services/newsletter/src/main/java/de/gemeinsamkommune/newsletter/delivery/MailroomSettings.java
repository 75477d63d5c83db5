package de.gemeinsamkommune.newsletter.delivery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * How the mailroom works.
 *
 * @param connections how many connections to the mail server are used at once
 * @param sweep how often the ledger is searched for due mails without being called
 * @param firstRetry pause after the first failed attempt; doubles up to an hour
 */
@Validated
@ConfigurationProperties("newsletter.mailroom")
public record MailroomSettings(
        @Min(1) @Max(32) int connections, Duration sweep, Duration firstRetry) {}
