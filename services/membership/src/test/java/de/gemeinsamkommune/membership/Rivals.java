package de.gemeinsamkommune.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets several do something at the same moment. */
public final class Rivals {

    private Rivals() {}

    /** {@return what each got, in the order of the rivals} */
    @SafeVarargs
    public static <T> List<T> race(Callable<T>... rivals) {
        return race(List.of(rivals));
    }

    /** {@return what each got, in the order of the rivals} */
    public static <T> List<T> race(List<Callable<T>> rivals) {
        CyclicBarrier start = new CyclicBarrier(rivals.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> rival : rivals) {
                running.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    return rival.call();
                                }));
            }
            List<T> got = new ArrayList<>();
            for (Future<T> each : running) {
                got.add(each.get());
            }
            return got;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
