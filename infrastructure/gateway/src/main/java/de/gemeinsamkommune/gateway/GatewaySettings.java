package de.gemeinsamkommune.gateway;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Settings of the gateway, explained in {@code gateway.yml}. */
@Validated
@ConfigurationProperties("gateway")
record GatewaySettings(
        URI publicUrl,
        URI identity,
        URI membership,
        URI events,
        URI advisory,
        URI newsletter,
        URI analytics,
        URI portal,
        @Nullable URI mailPage,
        Duration connectTimeout,
        Duration responseTimeout,
        @Min(1) int connections,
        @Valid List<Limit> limits) {

    /**
     * How often one client address may POST to a path.
     *
     * @param requests at once, and then again in each period
     */
    record Limit(@NotBlank String path, @Min(1) int requests, Duration per) {}

    /** {@return whether caught mails can be read, which is so only where mails are caught} */
    boolean hasMailPage() {
        return mailPage != null && !mailPage.toString().isEmpty();
    }

    boolean isSecure() {
        return "https".equals(publicUrl.getScheme());
    }
}
