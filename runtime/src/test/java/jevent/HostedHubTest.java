package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

import jevent.sync.Event;
import jevent.sync.Queue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/// A hub that lives on somebody else's single thread.
@Timeout(30)
@Tag("concurrency")
class HostedHubTest {

    enum Kind {
        EXECUTOR {
            @Override
            ScheduledExecutorService open() {
                return Executors.newSingleThreadScheduledExecutor();
            }
        },
        NETTY {
            @Override
            ScheduledExecutorService open() {
                return new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
            }
        };

        abstract ScheduledExecutorService open();
    }

    private final List<ScheduledExecutorService> executors = new ArrayList<>();

    private Hub host(Kind kind) throws Exception {
        ScheduledExecutorService executor = kind.open();
        executors.add(executor);
        return Hub.host("hosted", Host.of(executor));
    }

    private ScheduledExecutorService executor() {
        return executors.getLast();
    }

    @AfterEach
    void shutDown() {
        executors.forEach(ScheduledExecutorService::shutdown);
    }

    @ParameterizedTest
    @EnumSource
    void greenletsRunTimersFireAndQueuesHandOver(Kind kind) throws Exception {
        try (Hub hub = host(kind)) {
            Queue<Integer> queue = Queue.bounded(2);
            hub.spawn(() -> {
                for (int i = 0; i < 100; i++) {
                    Green.sleep(Duration.ofNanos(1 + i));
                    queue.put(i);
                }
            });
            List<Integer> items =
                    hub.run(() -> {
                        List<Integer> got = new ArrayList<>();
                        for (int i = 0; i < 100; i++) {
                            got.add(queue.get());
                        }
                        return got;
                    });
            assertThat(items).hasSize(100).isSorted().doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource
    void killAndTimeoutWork(Kind kind) throws Exception {
        try (Hub hub = host(kind)) {
            var forever = hub.spawn(() -> new Event().await());
            String result =
                    hub.run(() ->
                            jevent.Timeout.callOr(
                                    Duration.ofMillis(5),
                                    "over",
                                    () -> {
                                        new Event().await();
                                        return "never";
                                    }));

            assertThat(result).isEqualTo("over");
            forever.kill();
            assertThat(forever.failure()).isInstanceOf(GreenletExit.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theHostsOwnTasksGetTheirShare(Kind kind) throws Exception {
        try (Hub hub = host(kind)) {
            var spinning =
                    hub.spawn(() -> {
                        while (true) {
                            Green.yieldNow();
                        }
                    });
            for (int i = 0; i < 50; i++) {
                assertThat(executor().submit(() -> "served").get()).isEqualTo("served");
            }
            spinning.kill();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBareThreadRefusesToWaitAndKnowsItsHub(Kind kind) throws Exception {
        try (Hub hub = host(kind)) {
            hub.run(() -> "begin");
            var event = new Event();

            assertThat(executor().submit(Hub::currentOrNull).get()).isSameAs(hub);
            assertThatThrownBy(() -> executor().submit(() -> event.await()).get())
                    .hasCauseInstanceOf(BlockingSwitchOut.class)
                    .hasMessageContaining("the bare thread that hosts hub hosted tried to wait");
            assertThat(event).hasToString("Event [not set, 0 waiting]");
            executor().submit(event::set).get();
            assertThat(executor().submit(() -> hub.spawn(() -> "spawned")).get().get())
                    .isEqualTo("spawned");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theThreadKnowsItsHubFromItsNextTaskOn(Kind kind) throws Exception {
        try (Hub hub = host(kind)) {
            assertThat(executor().submit(Hub::currentOrNull).get()).isSameAs(hub);
        }
    }

    @ParameterizedTest
    @EnumSource
    void onceClosedTheThreadIsAnOrdinaryOneAgain(Kind kind) throws Exception {
        Hub hub = host(kind);
        var killed = hub.spawn(() -> new Event().await());
        hub.run(() -> "begin");

        hub.close(Duration.ZERO);

        assertThat(killed.failure()).isInstanceOf(GreenletExit.class);
        assertThat(executor().submit(Hub::currentOrNull).get()).isNull();
        var event = new Event();
        var waiting = executor().submit(() -> event.await(Duration.ofMillis(1)));
        assertThat(waiting.get()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void twoHubsOneAfterTheOtherOnOneThread(Kind kind) throws Exception {
        Hub first = host(kind);
        first.run(() -> "begin");
        first.close();
        try (Hub second = Hub.host("second", Host.of(executor()))) {
            assertThat(second.run(() -> Hub.current().name())).isEqualTo("second");
        }
    }
}
