package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.Hub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Threads that schedule and dispose on workers of one hub, at random.
class HubSchedulerStormTest {

    private static final int THREADS = 4;
    private static final int TASKS = 2_000;

    @RegisterExtension final Dropped dropped = new Dropped();

    /// What one thread does with its worker.
    private static final class Client {

        private final List<Integer> plan;
        private final CountDownLatch toRun;
        private final Scheduler.Worker worker;
        private final AtomicInteger inside = new AtomicInteger();
        private final List<Integer> order = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();

        Client(long seed, Scheduler.Worker worker) {
            this.plan = new Random(seed).ints(TASKS, 0, 300).boxed().toList();
            this.toRun = new CountDownLatch((int) plan.stream().filter(i -> i >= 50).count());
            this.worker = worker;
        }

        void run() {
            for (int i = 0; i < TASKS; i++) {
                int delay = plan.get(i);
                int task = i;
                if (delay < 50) {
                    worker.schedule(() -> faults.add("taken back"), 1, TimeUnit.HOURS).dispose();
                } else if (delay < 150) {
                    worker.schedule(() -> task(-1), delay, TimeUnit.MICROSECONDS);
                } else {
                    worker.schedule(() -> task(task));
                }
            }
        }

        private void task(int i) {
            if (inside.incrementAndGet() != 1) {
                faults.add("two at a time");
            }
            if (i >= 0) {
                order.add(i);
            }
            if (i % 16 == 0) {
                Green.yieldNow();
            }
            inside.decrementAndGet();
            toRun.countDown();
        }

        void check() {
            assertThat(faults).isEmpty();
            assertThat(order).isSorted();
            assertThat(order).hasSize((int) plan.stream().filter(i -> i >= 150).count());
        }
    }

    @Test
    void everyTaskRunsOnceAndInItsOrderAndNothingIsLeft() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        System.out.println(getClass().getSimpleName() + " seed " + seed);
        try (Hub hub = Hub.open("storm")) {
            var scheduler = HubScheduler.of(hub);
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                clients.add(new Client(seed + i, scheduler.createWorker()));
            }

            join(clients.stream().<Runnable>map(client -> client::run).toList());
            for (Client client : clients) {
                client.toRun.await();
            }
            hub.run(() -> true);

            clients.forEach(Client::check);
            clients.forEach(client -> client.worker.dispose());
            assertThat(scheduler).hasToString("HubScheduler [hub storm, 0 outstanding]");
            assertThat(hub.stats().timers()).isZero();
        }
    }

    @Test
    void disposalWinsOrLosesButLeavesNothing() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        System.out.println(getClass().getSimpleName() + " seed " + seed);
        var random = new Random(seed);
        try (Hub hub = Hub.open("storm")) {
            for (int round = 0; round < 200; round++) {
                var scheduler = HubScheduler.of(hub);
                var worker = scheduler.createWorker();
                Disposable target = random.nextBoolean() ? scheduler : worker;
                join(List.of(() -> fill(worker), () -> fill(worker), target::dispose));
                worker.dispose();

                assertThat(scheduler.toString()).as("round %s", round).contains("0 outstanding");
            }
            hub.run(() -> true);

            assertThat(hub.stats().timers()).isZero();
        }
    }

    private static void fill(Scheduler.Worker worker) {
        try {
            for (int i = 0; i < 50; i++) {
                worker.schedule(() -> {}, i % 2, TimeUnit.HOURS);
                worker.schedulePeriodically(() -> {}, 1, 1, TimeUnit.HOURS);
            }
        } catch (java.util.concurrent.RejectedExecutionException disposed) {
            // as it may be
        }
    }

    private static void join(List<Runnable> bodies) throws InterruptedException {
        var threads = bodies.stream().map(body -> Thread.ofPlatform().start(body)).toList();
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
