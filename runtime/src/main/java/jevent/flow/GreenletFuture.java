package jevent.flow;

import jevent.Hub;
import jevent.bridge.Errand;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/// A future that is worked out by a greenlet, which is killed when somebody else completes it.
final class GreenletFuture<T extends @Nullable Object> extends Errand {

    private final CompletableFuture<T> future = new CompletableFuture<>();
    private final Callable<? extends T> body;

    private GreenletFuture(Callable<? extends T> body) {
        this.body = Objects.requireNonNull(body, "body");
    }

    /// @param hub where the greenlet runs; null is the caller's, or else the shared one
    static <T extends @Nullable Object> CompletableFuture<T> of(
            @Nullable Hub hub, Callable<? extends T> body) {
        var work = new GreenletFuture<T>(body);
        var _ = work.future.whenComplete((value, error) -> work.abandon());
        work.start(hub);
        return work.future;
    }

    @Override
    protected void work() throws Exception {
        T value = body.call();
        if (finish()) {
            future.complete(value);
        }
    }

    @Override
    protected void tell(Throwable error) {
        future.completeExceptionally(error);
    }

    @Override
    protected void drop(Throwable error) {
        Undelivered.report(null, this, error);
    }

    @Override
    public String toString() {
        return "Stages.from(" + body + ")";
    }
}
