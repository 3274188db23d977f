package jevent.bridge;

import jevent.Failable;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.ThrowingConsumer;
import jevent.ThrowingFunction;
import jevent.Timeout;
import jevent.Waiter;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// Calls a function for each element of a stream, in a greenlet of its own, a bounded number at a
/// time, and sends what comes out.
///
/// ```text
///                 begin            mapped                    sent
///   an element ──────────▶ AT WORK ────────▶ DONE, in line ─────────▶ its place is free again
/// ```
///
/// The *foreman*, which is the greenlet of the stream's body, starts the workers and runs nobody
/// else's code. Invariants
///
/// 1. No more elements are requested than there are free places.
/// 2. The foreman leaves when all workers have, and kills them first if it leaves early, except for
///    the *courier*, whose result the subscriber is taking: only a cancellation kills that.
/// 3. The first failure of a worker is the stream's error; those of workers that are killed for it
///    go to the library's hook. A crew that *delays* goes on without that element.
/// 4. An error of the source comes after all that was begun before it.
/// 5. What nobody gets is discarded: results, and elements whose greenlet never began.
///
/// Elements are requested several at a time: the foreman, once woken, has its turn after the
/// workers that are ready, and requests one for each place that they have left. For authors of
/// bridges.
public final class Crew<T, R> {

    private final int places;
    private final boolean ordered;
    private final boolean delays;
    private final ThrowingFunction<? super T, ? extends @Nullable R> mapper;
    private final Receiver<T> in;
    private final Sender<R> out;

    /// The workers that have a place, in no order.
    private final List<Worker> crew = new ArrayList<>();

    /// The same in the order of their elements, if that matters.
    private final Deque<Worker> line = new ArrayDeque<>();

    private boolean sending;

    /// Who runs the subscriber's code.
    private @Nullable Worker courier;

    /// Places that are free and for which nothing is requested.
    private int owed;

    private boolean dismissed;
    private @Nullable Throwable failure;

    /// What the stream fails with when all is done.
    private final List<Throwable> delayed = new ArrayList<>();

    private @Nullable Waiter<@Nullable Void> foreman;

    private Crew(
            int concurrency,
            Order order,
            ThrowingFunction<? super T, ? extends @Nullable R> mapper,
            Receiver<T> in,
            Sender<R> out) {
        this.places = concurrency;
        this.ordered = order == Order.KEPT || order == Order.KEPT_DELAYING_ERRORS;
        this.delays = order == Order.KEPT_DELAYING_ERRORS || order == Order.FREE_DELAYING_ERRORS;
        this.mapper = mapper;
        this.in = in;
        this.out = out;
        in.paceBy(this::takeOwed);
    }

    /// In which order results are sent, and what the failure of one element does to the others.
    public enum Order {
        /// In the order of the elements; a failure ends the others.
        KEPT,
        /// As they come; a failure ends the others.
        FREE,
        /// In the order of the elements; failures come at the end.
        KEPT_DELAYING_ERRORS,
        /// As they come; failures come at the end.
        FREE_DELAYING_ERRORS
    }

    /// A body that has `mapper` called for each element of `source`.
    ///
    /// @param concurrency how many elements are worked on at a time, 1 or more
    /// @param source makes the pass over the elements, given its prefetch
    public static <T, R> ThrowingConsumer<Sender<R>> body(
            int concurrency,
            Order order,
            ThrowingFunction<? super T, ? extends @Nullable R> mapper,
            IntFunction<? extends Receiver<T>> source) {
        Objects.requireNonNull(mapper, "mapper");
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "a concurrency of " + concurrency + " never works: use 1 or more");
        }
        return out -> {
            Receiver<T> in = source.apply(concurrency);
            new Crew<T, R>(concurrency, order, mapper, in, out).run();
        };
    }

    /// Works until the source has ended and all that came of it is sent.
    private void run() throws Exception {
        try (in) {
            beginAll();
            awaitLessThan(1);
        } catch (Throwable e) {
            fail(e);
        } finally {
            dismiss();
        }
        conclude();
    }

    private void beginAll() {
        try {
            for (T item : in) {
                begin(item);
                awaitLessThan(places);
            }
        } catch (Throwable e) {
            if (e != in.failure()) {
                throw e;
            }
            delayed.add(e);
        }
    }

    private void conclude() {
        if (failure == null && !delayed.isEmpty()) {
            throw Failures.raise(delayed.size() == 1 ? delayed.getFirst() : out.together(delayed));
        }
        delayed.forEach(this::dropUnlessKill);
        if (failure != null) {
            throw Failures.raise(failure);
        }
    }

    private void dropUnlessKill(Throwable error) {
        if (!(error instanceof GreenletExit)) {
            out.drop(error);
        }
    }

    private void begin(T item) {
        var worker = new Worker(item);
        worker.place = crew.size();
        crew.add(worker);
        if (ordered) {
            line.add(worker);
        }
        worker.greenlet = out.hub().spawn(worker);
    }

    private void awaitLessThan(int most) {
        while (crew.size() >= most && failure == null) {
            var waiter = new Waiter<@Nullable Void>();
            foreman = waiter;
            waiter.get();
        }
    }

    private long takeOwed() {
        int taken = owed;
        owed = 0;
        return taken;
    }

    private void tellForeman() {
        Waiter<@Nullable Void> waiting = foreman;
        if (waiting != null) {
            foreman = null;
            waiting.wake(null);
        } else {
            in.wake();
        }
    }

    /// Kills the workers that are left, and waits for them.
    private void dismiss() {
        dismissed = true;
        var left = List.copyOf(crew);
        for (Worker worker : left) {
            if (worker != courier || out.isAbandoned()) {
                worker.kill();
            }
        }
        left.forEach(this::joinAnyway);
        left.forEach(Worker::discard);
    }

    /// A kill of the foreman is no reason to leave anybody behind; it may mean that the subscriber
    /// has cancelled.
    private void joinAnyway(Worker worker) {
        try {
            worker.join();
        } catch (GreenletExit | Timeout outweighed) {
            if (courier != null && out.isAbandoned()) {
                courier.kill();
            }
            joinAnyway(worker);
        }
    }

    private void free(Worker worker) {
        Worker last = crew.removeLast();
        if (last != worker) {
            crew.set(worker.place, last);
            last.place = worker.place;
        }
        owed++;
        tellForeman();
    }

    /// Sends the results that are done and have none before them that is not. A worker that comes
    /// meanwhile leaves its result to us.
    private void sendLine(Worker sender) {
        if (sending) {
            return;
        }
        sending = true;
        try {
            for (Worker first = line.peek(); first != null && first.done; first = line.peek()) {
                first.sendBy(sender);
                line.remove();
                free(first);
            }
        } finally {
            sending = false;
        }
    }

    private boolean isWanted() {
        return failure == null && !dismissed;
    }

    private void fail(Throwable error) {
        Throwable cause = Failures.unwrap(error);
        if (isWanted()) {
            failure = cause;
            in.close();
            tellForeman();
        } else {
            dropUnlessKill(cause);
        }
    }

    /// One element's greenlet, and what comes of it.
    private final class Worker implements Failable, Supplier<@Nullable R> {

        private final T item;
        private int place;
        private boolean begun;
        private boolean done;
        private @Nullable R result;
        private @Nullable Greenlet<?> greenlet;
        private @Nullable Worker carrier;

        Worker(T item) {
            this.item = item;
        }

        @Override
        public void run() {
            out.surround(this::work);
        }

        private void work() {
            begun = true;
            try {
                result = map();
                done = true;
                if (ordered) {
                    sendLine(this);
                } else {
                    sendBy(this);
                    free(this);
                }
            } catch (Throwable e) {
                fail(e);
            } finally {
                done = true;
            }
        }

        private @Nullable R map() throws Exception {
            try {
                return mapper.applyWithException(item);
            } catch (Throwable e) {
                if (!delays || !isWanted()) {
                    throw e;
                }
                delayed.add(Failures.unwrap(e));
                return null;
            }
        }

        /// Sends the result, or discards it if that has come to nothing.
        private void sendBy(Worker sender) {
            if (result != null && isWanted()) {
                carrier = sender;
                try {
                    out.sendAsGuest(Thread.currentThread(), this);
                } finally {
                    if (courier == sender) {
                        courier = null;
                    }
                }
            }
            discard();
        }

        /// The subscriber takes the result now, unless that has come to nothing meanwhile.
        @Override
        public @Nullable R get() {
            if (!isWanted()) {
                return null;
            }
            R ready = result;
            result = null;
            courier = carrier;
            return ready;
        }

        /// Killed before it began, by its hub's end if nothing else.
        @Override
        public void failed(Throwable error) {
            if (!done) {
                var neverBegan =
                        new GreenletExit("a greenlet of " + out + " was killed before it began");
                Home.aside(out.hub(), () -> fail(neverBegan));
            }
        }

        private void kill() {
            if (greenlet != null) {
                greenlet.killLater();
            }
        }

        private void join() {
            if (greenlet != null) {
                greenlet.join();
            }
        }

        private void discard() {
            if (!begun) {
                in.discard(item);
            }
            R unsent = result;
            result = null;
            if (unsent != null) {
                out.discard(unsent);
            }
        }
    }
}
