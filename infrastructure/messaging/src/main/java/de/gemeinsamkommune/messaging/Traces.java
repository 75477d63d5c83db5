package de.gemeinsamkommune.messaging;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** Carries the W3C trace context of a command into its messages and on to their consumers. */
final class Traces {

    private static final String HEADER = "traceparent";

    private final Tracer tracer;
    private final Propagator propagator;

    Traces(@Nullable Tracer tracer, @Nullable Propagator propagator) {
        this.tracer = tracer == null ? Tracer.NOOP : tracer;
        this.propagator = propagator == null ? Propagator.NOOP : propagator;
    }

    /** {@return the traceparent of what runs now, null outside any trace} */
    @Nullable String current() {
        Span span = tracer.currentSpan();
        if (span == null || span.isNoop()) {
            return null;
        }
        TraceContext context = span.context();
        if (context.traceId().isEmpty()) {
            return null;
        }
        String sampled = Boolean.TRUE.equals(context.sampled()) ? "01" : "00";
        return "00-" + context.traceId() + "-" + context.spanId() + "-" + sampled;
    }

    /** Runs the work of a consumer as a part of the message's trace. */
    void within(Message message, String consumer, Runnable work) {
        String traceparent = message.traceparent();
        if (traceparent == null) {
            work.run();
            return;
        }
        Span span =
                propagator
                        .extract(
                                Map.of(HEADER, traceparent),
                                (headers, name) -> name.equals(HEADER) ? headers.get(name) : null)
                        .name(consumer + " " + message.type())
                        .kind(Span.Kind.CONSUMER)
                        .start();
        try (Tracer.SpanInScope _ = tracer.withSpan(span)) {
            work.run();
        } catch (RuntimeException failure) {
            span.error(failure);
            throw failure;
        } finally {
            span.end();
        }
    }
}
