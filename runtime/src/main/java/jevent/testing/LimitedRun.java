package jevent.testing;

import jevent.Hubs;
import jevent.kernel.Durations;
import jevent.kernel.Fiber;
import jevent.kernel.Raised;
import jevent.kernel.Strand;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;

import java.time.Duration;

/// A test on a thread of its own, so that one that hangs can be given up.
final class LimitedRun {

    /// How long a test that is told to give up may take to unwind.
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Invocation<@Nullable Void> test;
    private final TestHub hub;
    private final Thread thread;

    /// Set by the test's thread.
    private volatile @Nullable Fiber root;

    private volatile @Nullable Throwable failure;

    /// The test has ended. Written on the hub and under the lock; read under either.
    private boolean over;

    /// Set when the limit is over.
    private volatile @Nullable AssertionError verdict;

    LimitedRun(String name, Invocation<@Nullable Void> test, TestHub hub) {
        this.test = test;
        this.hub = hub;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::body);
    }

    void run(Duration limit) throws Throwable {
        thread.start();
        if (!thread.join(limit)) {
            AssertionError hung = hung(limit);
            verdict = hung;
            giveUp(hung);
            hub.takeFailures().forEach(hung::addSuppressed);
            throw hung;
        }
        Throwable thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
    }

    private void body() {
        try {
            hub.open();
            root = Strand.currentFiber();
            proceed();
            hub.verify();
        } catch (Throwable e) {
            failure = e;
        }
        close();
    }

    private void proceed() throws Throwable {
        try {
            test.proceed();
        } catch (Throwable e) {
            if (verdict == null) {
                hub.explain(e);
            }
            throw e;
        }
    }

    /// What told the test to give up must not tell the closing as well.
    private void close() {
        end();
        Fiber waiting = root;
        AssertionError told = verdict;
        if (waiting != null && told != null) {
            waiting.retractAll();
        }
        hub.close();
    }

    private synchronized void end() {
        over = true;
    }

    /// Under the lock, or it would hit the closing.
    private synchronized void interrupt() {
        if (!over) {
            thread.interrupt();
        }
    }

    private AssertionError hung(Duration limit) {
        var error =
                new AssertionError(
                        "the test has not ended within "
                                + Durations.text(limit)
                                + "; it stands where the stack trace says, and its hubs are\n"
                                + Hubs.dump());
        error.setStackTrace(thread.getStackTrace());
        return error;
    }

    /// Gets the test out of a wait on its hub, or out of a JDK call. One that computes for ever is
    /// abandoned.
    private void giveUp(AssertionError reason) throws InterruptedException {
        Fiber waiting = root;
        if (waiting != null) {
            waiting.scheduler().run(() -> raise(waiting, reason));
        }
        interrupt();
        boolean ignored = thread.join(GRACE);
    }

    private void raise(Fiber waiting, AssertionError reason) {
        if (!over) {
            waiting.raise(Raised.verdict(reason));
        }
    }
}
