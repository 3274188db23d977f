package jevent.benchmarks;

import io.netty.channel.EventLoop;

import jevent.Green;
import jevent.reactor.Monos;
import jevent.reactor.netty.HubLoopResources;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import reactor.core.publisher.Mono;

/// Awaits a `Mono` that a Netty event loop completes, by greenlets of the hub that this loop lives
/// in, and by those of a hub on a thread of its own; an operation is one.
@State(Scope.Thread)
public class MonoAwaitNetty {

    private static final int COUNT = 5_000;

    private final HubLoopResources loops = HubLoopResources.create("netty", 1);
    private final EventLoop loop = loops.onServer(false).next();

    @TearDown(Level.Trial)
    public void close() {
        loops.close();
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long jevent() {
        return loops.hubs().getFirst().run(this::awaitAll);
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long ownThread() {
        return Green.run(this::awaitAll);
    }

    private long awaitAll() {
        long sum = 0;
        for (int i = 0; i < COUNT; i++) {
            sum += Monos.await(onLoop(i));
        }
        return sum;
    }

    private Mono<Integer> onLoop(int i) {
        return Mono.create(sink -> loop.execute(() -> sink.success(i & 63)));
    }
}
