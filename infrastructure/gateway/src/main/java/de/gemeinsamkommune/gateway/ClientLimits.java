package de.gemeinsamkommune.gateway;

import de.gemeinsamkommune.gateway.GatewaySettings.Limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what each client address does. The counts are this instance's own: two gateways let
 * through twice as much, which is enough to keep a mailbox from being flooded.
 */
final class ClientLimits {

    /** So many clients are remembered per limit; who has waited long enough is forgotten. */
    private static final int MOST_CLIENTS = 10_000;

    private final List<Counter> counters;

    ClientLimits(List<Limit> limits) {
        this.counters = limits.stream().map(Counter::new).toList();
    }

    /** How long the client has to wait, zero when it may pass. */
    Duration waitOf(String method, String path, String address) {
        if (!method.equals("POST")) {
            return Duration.ZERO;
        }
        for (Counter counter : counters) {
            if (counter.limit.path().equals(path)) {
                return counter.waitOf(client(address));
            }
        }
        return Duration.ZERO;
    }

    /** The address, or of IPv6 the /64 network, within which a client has addresses at will. */
    private static String client(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8))
                    : address;
        } catch (IllegalArgumentException notAnAddress) {
            return address;
        }
    }

    private static final class Counter {

        private final Limit limit;
        private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

        Counter(Limit limit) {
            this.limit = limit;
        }

        Duration waitOf(String client) {
            Bucket bucket = buckets.get(client);
            if (bucket == null) {
                if (!hasRoom()) {
                    return limit.per(); // so many at once are no people
                }
                bucket = buckets.computeIfAbsent(client, _ -> bucket());
            }
            ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
            return probe.isConsumed()
                    ? Duration.ZERO
                    : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
        }

        private boolean hasRoom() {
            if (buckets.size() >= MOST_CLIENTS) {
                buckets.values().removeIf(this::isFull);
            }
            return buckets.size() < MOST_CLIENTS;
        }

        private boolean isFull(Bucket bucket) {
            return bucket.getAvailableTokens() >= limit.requests();
        }

        private Bucket bucket() {
            return Bucket.builder()
                    .addLimit(
                            bandwidth ->
                                    bandwidth
                                            .capacity(limit.requests())
                                            .refillGreedy(limit.requests(), limit.per()))
                    .build();
        }
    }
}
