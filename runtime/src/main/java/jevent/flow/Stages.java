package jevent.flow;

import jevent.Greenlet;
import jevent.Hub;
import jevent.Outcome;
import jevent.Timeout;
import jevent.Waitable;
import jevent.Waiter;
import jevent.bridge.Deadline;
import jevent.bridge.Failures;
import jevent.bridge.Notice;
import jevent.sync.AsyncResult;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// `CompletionStage` and greenlets, both ways.
///
/// ```java
/// HttpResponse<String> page = Stages.await(http.sendAsync(request, ofString()));
///
/// CompletableFuture<Page> later = Stages.from(() -> render(Stages.await(user), loadTheme()));
/// ```
///
/// Errors cross as the very objects they are, whether the stage was ready or not; only
/// `CompletionException` and `ExecutionException` are taken off. A stage that is cancelled throws
/// its [CancellationException]. What comes too late for everybody is dropped, as by
/// `CompletableFuture` itself: the JDK has no hook for it. (`await` and `future` of
/// kotlinx-coroutines-jdk8.)
public final class Stages {

    private Stages() {}

    /// Waits for a stage to complete. One that is complete costs no wait.
    ///
    /// *Kill, timeout, interrupt* cancel the stage, then the greenlet sees its error: most stages
    /// are made for the greenlet that awaits them, and the work behind one, such as a request,
    /// would go on for nobody. Where others want the result too, await [#toAsyncResult], or a
    /// `copy()` of the future. A stage without a future, and what a library refuses to cancel, is
    /// left alone.
    public static <T extends @Nullable Object> T await(CompletionStage<? extends T> stage) {
        CompletableFuture<? extends T> future = futureOf(stage);
        if (future != null && future.state() == Future.State.SUCCESS) {
            return future.resultNow();
        }
        Waiter<T> waiter = waiterFor(stage, future);
        try {
            return waiter.get();
        } catch (Throwable e) {
            throw raise(e, waiter, stage);
        }
    }

    /// As [#await(CompletionStage)], but waits for `limit` at most.
    ///
    /// @throws Timeout after that; the stage is cancelled
    public static <T extends @Nullable Object> T await(
            CompletionStage<? extends T> stage, Duration limit) {
        var timeout = Timeout.of(limit, stage);
        return Deadline.isNeeded()
                ? await(stage, Deadline.in(limit))
                : timeout.<T>call(() -> await(stage));
    }

    private static <T extends @Nullable Object> T await(
            CompletionStage<? extends T> stage, Deadline deadline) {
        Waiter<T> waiter = waiterFor(stage, futureOf(stage));
        try {
            return deadline.await(waiter, stage);
        } catch (Throwable e) {
            throw raise(e, waiter, stage);
        }
    }

    private static <T extends @Nullable Object> Waiter<T> waiterFor(
            CompletionStage<? extends T> stage, @Nullable Future<?> future) {
        var waiter = Waiter.<T>outside(stage, () -> cancel(future));
        stage.whenComplete((value, error) -> wake(waiter, value, error));
        return waiter;
    }

    private static RuntimeException raise(Throwable error, Waiter<?> waiter, Object stage) {
        throw waiter.isReady() // then it is what the stage has failed with
                ? Failures.raiseAwaited(error, stage)
                : Failures.raise(error);
    }

    private static <T extends @Nullable Object> @Nullable CompletableFuture<T> futureOf(
            CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture();
        } catch (UnsupportedOperationException e) {
            return null; // it says of itself that it has none
        }
    }

    /// Nothing that a library throws then may hide why we cancel.
    private static void cancel(@Nullable Future<?> future) {
        if (future == null) {
            return;
        }
        try {
            future.cancel(true);
        } catch (UnsupportedOperationException refused) {
            // it is left alone
        } catch (RuntimeException | Error broken) {
            Undelivered.report(null, future, broken);
        }
    }

    private static <T extends @Nullable Object> void wake(
            Waiter<T> waiter, T value, @Nullable Throwable error) {
        if (error == null) {
            waiter.wake(value);
        } else {
            waiter.fail(Failures.unwrap(error));
        }
    }

    /// A result that is set when the stage completes.
    ///
    /// Many may wait for it, at any time; that one of them stops does not cancel anything.
    public static <T extends @Nullable Object> AsyncResult<T> toAsyncResult(
            CompletionStage<? extends T> stage) {
        var result = AsyncResult.<T>promise();
        stage.whenComplete((value, error) -> {
            if (error == null) {
                result.trySet(value);
            } else {
                result.trySetException(Failures.unwrap(error));
            }
        });
        return result;
    }

    /// Runs `body` in a greenlet, soon, and completes the future with what that returns or throws.
    ///
    /// The greenlet is one of the calling greenlet's hub, or else of the shared hub. It also runs
    /// what depends on the future.
    ///
    /// *Cancel*, as any other completion of the future by somebody else, kills the greenlet.
    public static <T extends @Nullable Object> CompletableFuture<T> from(
            Callable<? extends T> body) {
        return GreenletFuture.<T>of(null, body);
    }

    /// As [#from(Callable)], but the greenlet runs on `hub`.
    public static <T extends @Nullable Object> CompletableFuture<T> from(
            Hub hub, Callable<? extends T> body) {
        return GreenletFuture.<T>of(Objects.requireNonNull(hub, "hub"), body);
    }

    /// A future that completes with what is set. What depends on it runs in a greenlet, of the
    /// caller's hub or else of the shared one, or in the caller if the result is set already.
    ///
    /// *Cancel* ends that future and nothing else, since others may wait for the result too.
    public static <T extends @Nullable Object> CompletableFuture<T> from(
            AsyncResult<? extends T> result) {
        return of(result, result::outcome, () -> {});
    }

    /// A future that completes with what `greenlet`, which runs already, returns or throws, as
    /// [#from(AsyncResult)].
    ///
    /// *Cancel* is that future's end and lets the greenlet go on; see [#owning].
    public static <T extends @Nullable Object> CompletableFuture<T> from(
            Greenlet<? extends T> greenlet) {
        return of(greenlet, greenlet::outcome, () -> {});
    }

    /// As [#from(Greenlet)], but *cancel*, as any other completion of the future by somebody else,
    /// `orTimeout` for one, kills the greenlet.
    public static <T extends @Nullable Object> CompletableFuture<T> owning(
            Greenlet<? extends T> greenlet) {
        return of(greenlet, greenlet::outcome, greenlet::killLater);
    }

    /// @param outcome of the source, when that is ready
    /// @param withdraw what to do if somebody else completes the future
    private static <T extends @Nullable Object> CompletableFuture<T> of(
            Waitable source, Supplier<? extends Outcome<? extends T>> outcome, Runnable withdraw) {
        var future = new CompletableFuture<T>();
        if (source.isReady()) {
            complete(future, outcome.get());
            return future;
        }
        var notice = Notice.of(source, () -> complete(future, outcome.get()));
        var _ =
                future.whenComplete((value, error) -> {
                    notice.close();
                    if (!source.isReady()) {
                        withdraw.run();
                    }
                });
        return future;
    }

    private static <T extends @Nullable Object> void complete(
            CompletableFuture<T> future, Outcome<? extends T> outcome) {
        Throwable failure = outcome.failure();
        if (failure == null) {
            future.complete(outcome.unwrap());
        } else {
            future.completeExceptionally(Failures.unwrap(failure));
        }
    }
}
