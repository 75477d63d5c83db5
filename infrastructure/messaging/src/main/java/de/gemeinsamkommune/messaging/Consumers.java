package de.gemeinsamkommune.messaging;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Starts and stops the consumers of a service and lets them work off what is to be redriven. */
final class Consumers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Consumers.class);

    private final List<Consumer> consumers;
    private ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean running;

    Consumers(List<Consumer> consumers) {
        this.consumers = consumers;
    }

    @Override
    public void start() {
        consumers.forEach(Consumer::start);
        timer = Executors.newSingleThreadScheduledExecutor();
        timer.scheduleWithFixedDelay(this::redriveRequested, 1, 1, TimeUnit.SECONDS);
        running = true;
    }

    @Override
    public void stop() {
        if (!running) {
            return;
        }
        running = false;
        timer.shutdownNow();
        CountDownLatch stopped = new CountDownLatch(consumers.size());
        consumers.forEach(consumer -> consumer.stop(stopped::countDown));
        try {
            if (!stopped.await(5, TimeUnit.SECONDS)) {
                log.warn("Not all consumers stopped within 5 s");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return MessagingSettings.PHASE;
    }

    private void redriveRequested() {
        for (Consumer consumer : consumers) {
            try {
                consumer.redriveRequested();
            } catch (RuntimeException failure) {
                log.warn("{} could not redrive: {}", consumer.name(), failure.toString());
            }
        }
    }
}
