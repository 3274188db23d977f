package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

import jevent.sync.AsyncResult;
import jevent.sync.Event;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// A host that ends before its hub: nobody waits in vain.
@Timeout(30)
@Tag("concurrency")
class HostEndTest {

    private static final Duration HOUR = Duration.ofHours(1);

    /// How a host comes to its end.
    enum End {
        SHUTDOWN {
            @Override
            void end(ScheduledExecutorService executor) {
                executor.shutdown();
            }
        },
        SHUTDOWN_NOW {
            @Override
            void end(ScheduledExecutorService executor) {
                executor.shutdownNow();
            }
        },
        NETTY {
            @Override
            ScheduledExecutorService open() {
                return new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
            }

            @Override
            void end(ScheduledExecutorService executor) {
                var _ =
                        ((MultiThreadIoEventLoopGroup) executor)
                                .shutdownGracefully(0, 0, TimeUnit.SECONDS);
            }
        },
        SILENT {
            @Override
            ScheduledExecutorService open() {
                var executor = new ScheduledThreadPoolExecutor(1);
                executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
                return executor;
            }

            @Override
            void end(ScheduledExecutorService executor) {
                executor.shutdownNow();
            }
        };

        ScheduledExecutorService open() {
            return Executors.newSingleThreadScheduledExecutor();
        }

        abstract void end(ScheduledExecutorService executor);
    }

    private final List<ScheduledExecutorService> executors = new ArrayList<>();
    private final List<Throwable> reports = Collections.synchronizedList(new ArrayList<>());

    private Hub host(ScheduledExecutorService executor) {
        executors.add(executor);
        Hub hub = Hub.host("hosted", Host.of(executor));
        hub.onError((where, context, error) -> reports.add(error));
        return hub;
    }

    @AfterEach
    void shutDown() {
        executors.forEach(ScheduledExecutorService::shutdownNow);
    }

    /// Ends the host under a greenlet that has begun to wait; what its waiter is told.
    private Throwable endUnder(End end, Hub hub, Runnable wait) throws InterruptedException {
        var begun = new CountDownLatch(1);
        var greenlet =
                hub.spawn(() -> {
                    begun.countDown();
                    wait.run();
                });
        begun.await();
        hub.run(() -> "it waits now");
        end.end(executors.getLast());
        return catchThrowable(greenlet::get);
    }

    @ParameterizedTest
    @EnumSource
    void whoWaitsForAGreenletIsToldWhy(End end) throws Exception {
        Hub hub = host(end.open());

        Throwable told = endUnder(end, hub, () -> new Event().await());

        assertThat(told)
                .isInstanceOf(GreenletExit.class)
                .hasMessage("hub hosted is closing")
                .hasCauseInstanceOf(HubClosed.class);
        assertThat(told.getCause())
                .hasMessageContaining("close a hub before its host")
                .hasCauseInstanceOf(RejectedExecutionException.class);
        hub.close();
        assertThat(reports).singleElement().asString().contains("Greenlet-", "Event [not set");
    }

    @ParameterizedTest
    @EnumSource
    void aSleeperWhoseTimerIsDroppedIsKilled(End end) throws Exception {
        Hub hub = host(end.open());

        assertThat(endUnder(end, hub, () -> Green.sleep(HOUR))).isInstanceOf(GreenletExit.class);

        hub.close();
    }

    @ParameterizedTest
    @EnumSource
    void itsCleanUpRunsAndMayWait(End end) throws Exception {
        var cleaned = AsyncResult.<Hub>promise();
        Hub hub = host(end.open());

        endUnder(
                end,
                hub,
                () -> {
                    try {
                        Green.sleep(HOUR);
                    } finally {
                        Green.sleep(1);
                        cleaned.set(Hub.current());
                    }
                });

        assertThat(cleaned.get()).isSameAs(hub);
        hub.close();
    }

    @ParameterizedTest
    @EnumSource
    void closeReturnsAndAfterThatEverythingIsRefused(End end) throws Exception {
        Hub hub = host(end.open());
        end.end(executors.getLast());

        hub.close();

        assertThatThrownBy(() -> hub.run(() -> "late")).isInstanceOf(HubClosed.class);
        assertThatThrownBy(() -> hub.spawn(() -> "late")).isInstanceOf(HubClosed.class);
        assertThat(reports).isEmpty(); // nobody was there to be killed
    }

    @ParameterizedTest
    @EnumSource
    void runEndsWhenTheHostHasEnded(End end) throws Exception {
        Hub hub = host(end.open());
        end.end(executors.getLast());

        assertThat(catchThrowable(() -> hub.run(() -> new Event().await(HOUR))))
                .isInstanceOfAny(GreenletExit.class, HubClosed.class);
        hub.close();
    }

    @ParameterizedTest
    @EnumSource
    void aHostThatHasEndedGetsNoHub(End end) throws Exception {
        ScheduledExecutorService executor = end.open();
        end.end(executor);
        executor.awaitTermination(30, TimeUnit.SECONDS);

        assertThatThrownBy(() -> host(executor))
                .isInstanceOf(HubClosed.class)
                .hasMessageContaining("cannot live on Host of");
    }

    /// The greenlet that shuts its own host down is in the middle of a slice.
    @Test
    void aGreenletMayEndItsOwnHost() {
        ScheduledExecutorService executor = End.SHUTDOWN.open();
        Hub hub = host(executor);

        assertThatThrownBy(() ->
                        hub.run(() -> {
                            executor.shutdown();
                            while (true) {
                                Green.yieldNow();
                            }
                        }))
                .isInstanceOf(GreenletExit.class);
        hub.close();
    }

    @Test
    void aHostThatCannotScheduleIsLostToo() {
        var real = Executors.newSingleThreadScheduledExecutor();
        executors.add(real);
        Host inner = Host.of(real);
        Hub hub =
                Hub.host(
                        "hosted",
                        new Host() {
                            @Override
                            public void execute(Runnable task) {
                                inner.execute(task);
                            }

                            @Override
                            public boolean inLoop() {
                                return inner.inLoop();
                            }

                            @Override
                            public Runnable schedule(Runnable task, Duration delay) {
                                throw new IllegalStateException("no timers here");
                            }
                        });

        assertThatThrownBy(() -> hub.run(() -> new Event().await(HOUR)))
                .isInstanceOf(GreenletExit.class)
                .hasRootCauseMessage("no timers here");
        hub.close();
    }
}
