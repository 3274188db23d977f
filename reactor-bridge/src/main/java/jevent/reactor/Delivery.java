package jevent.reactor;

import org.jspecify.annotations.Nullable;

import reactor.core.CoreSubscriber;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// One value for one subscriber, when both are ready.
///
/// ```text
///            request                complete
///   EMPTY ────────────▶ REQUESTED ────────────▶ DONE      the subscriber is told
///     │     complete                request      ▲
///     ├───────────────▶ HELD ────────────────────┤
///     └── complete with null, cancel ────────────┘
/// ```
final class Delivery<T> {

    private static final VarHandle STATE =
            ConstantBootstraps.fieldVarHandle(
                    MethodHandles.lookup(), "state", VarHandle.class, Delivery.class, State.class);

    private enum State {
        EMPTY,
        REQUESTED,
        HELD,
        DONE
    }

    private final CoreSubscriber<? super T> actual;

    /// Any thread, CAS.
    @SuppressWarnings("unused") // through STATE
    private volatile State state = State.EMPTY;

    /// Written before HELD.
    private @Nullable T value;

    Delivery(CoreSubscriber<? super T> actual) {
        this.actual = actual;
    }

    void request() {
        if (!move(State.EMPTY, State.REQUESTED) && move(State.HELD, State.DONE)) {
            tell(value);
        }
    }

    /// The value is there; false if nobody wants it any more.
    boolean complete(@Nullable T result) {
        value = result;
        if (result != null && move(State.EMPTY, State.HELD)) {
            return true;
        }
        boolean mine =
                (result == null && move(State.EMPTY, State.DONE))
                        || move(State.REQUESTED, State.DONE); // this last: nobody leaves it
        if (mine) {
            tell(result);
        }
        return mine;
    }

    private void tell(@Nullable T result) {
        if (result != null) {
            actual.onNext(result);
        }
        actual.onComplete();
    }

    /// Nobody wants it any more; returns what was held.
    @Nullable T cancel() {
        return STATE.getAndSet(this, State.DONE) == State.HELD ? value : null;
    }

    private boolean move(State from, State to) {
        return STATE.compareAndSet(this, from, to);
    }
}
