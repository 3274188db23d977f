package jevent.reactor.blockhound;

import jevent.Green;
import jevent.Hub;
import jevent.sync.AsyncResult;
import jevent.sync.Queue;

import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/// Blocks in every place where one can, under BlockHound, and prints what that says. A process of
/// its own: BlockHound changes the JDK for good.
final class BlockingProgram {

    private BlockingProgram() {}

    public static void main(String[] arguments) throws Exception {
        BlockHound.install();
        try (var hub = Hub.open("work")) {
            hub.run(() -> {
                report("greenlet");
                Green.blocking(() -> report("Green.blocking"));
                say("own waits", waits());
                return true;
            });
            var done = AsyncResult.<Boolean>promise();
            hub.execute(() -> done.set(report("callback")));
            done.get();
            hub.run(() -> say("own waits after that", waits()));
        }
        Thread.ofVirtual().start(() -> report("virtual thread")).join();
        report("main");
    }

    /// What a greenlet waits for, and its hub's thread meanwhile.
    private static String waits() {
        return verdict(() -> {
            Green.sleep(Duration.ofMillis(2));
            var queue = Queue.<String>unbounded();
            Green.spawn(() -> queue.put("item"));
            return queue.get();
        });
    }

    private static boolean report(String place) {
        say(place + ", sleep", verdict(BlockingProgram::sleep));
        say(place + ", park", verdict(BlockingProgram::park));
        say(place + ", monitor", verdict(BlockingProgram::monitor));
        say(place + ", future", verdict(BlockingProgram::future));
        say(place + ", file", verdict(BlockingProgram::file));
        return true;
    }

    private static String verdict(Callable<?> call) {
        try {
            call.call();
            return "passed";
        } catch (BlockingOperationError caught) {
            return "caught";
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean say(String place, String verdict) {
        IO.println(place + ": " + verdict);
        return true;
    }

    // ---- what blocks

    private static boolean sleep() throws InterruptedException {
        Thread.sleep(1);
        return true;
    }

    private static boolean park() {
        LockSupport.parkNanos(1_000);
        return true;
    }

    @SuppressWarnings("WaitNotInLoop") // nobody notifies: it is the wait that we want
    private static boolean monitor() throws InterruptedException {
        var monitor = new Object();
        synchronized (monitor) {
            monitor.wait(1);
        }
        return true;
    }

    private static boolean future() throws InterruptedException, ExecutionException {
        try {
            new CompletableFuture<String>().get(100, TimeUnit.MILLISECONDS);
        } catch (TimeoutException expected) {
            return true;
        }
        return false;
    }

    private static int file() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "release").toString();
        try (var release = new RandomAccessFile(java, "r")) {
            return release.read();
        }
    }
}
