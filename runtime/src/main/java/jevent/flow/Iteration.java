package jevent.flow;

import jevent.bridge.Receiver;
import jevent.sync.Channel;
import jevent.sync.Queue;

import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// One pass over the elements of a publisher, by one greenlet.
///
/// ```java
/// try (var rows = Fluxes.iterate(database.query(sql))) { // close it: a loop that is left does not
///     for (Row row : rows) {
///         show(row);
///     }
/// }
/// ```
///
/// It subscribes when the loop begins. As many elements are requested ahead as the *prefetch* says,
/// and again when three quarters of them, or 1,024, are consumed; the greenlet waits only when
/// there is none. Elements that have arrived come before the publisher's error, which is thrown as
/// it is.
///
/// *Kill, timeout, interrupt* of the waiting greenlet cancel upstream, then it sees its error; in a
/// loop that never has to wait they are looked for every 1,024 elements, where other greenlets get
/// a turn too. *Close* cancels upstream and discards what has arrived; the loop then ends, also if
/// another thread closes.
///
/// A `for` loop that is left by `break`, `return` or an error does not close the pass, so close it
/// yourself; [#forEach] and [#forEachWhile] close it in any case. A pass that is left open is
/// closed when its greenlet ends, and that is logged: until then the publisher goes on, and keeps
/// what it holds. With `-Djevent.trace=on` the log says where the pass was made. On a thread that
/// is no greenlet, `main` for one, nobody else closes it.
///
/// Bridges extend it by their libraries' subscriber.
public abstract class Iteration<T> extends Receiver<T> {

    /// @param source what is iterated; its `toString` is shown in dumps
    /// @param prefetch how many elements to request ahead; `Integer.MAX_VALUE` is without end
    protected Iteration(Object source, int prefetch) {
        super(source, prefetch);
    }

    /// Calls `body` for each element, and closes the pass on every way out: at the end, by an error
    /// of the publisher or of the body, by a kill or timeout wherever it waits.
    @Override
    public final void forEach(Consumer<? super T> body) {
        Objects.requireNonNull(body, "body");
        try (this) {
            for (T item : this) {
                body.accept(item);
            }
        }
    }

    /// As [#forEach], until `body` returns false; the pass is closed then too.
    public final void forEachWhile(Predicate<? super T> body) {
        Objects.requireNonNull(body, "body");
        try (this) {
            for (T item : this) {
                if (!body.test(item)) {
                    return;
                }
            }
        }
    }

    /// Puts every element into `queue`, which waits while that is full; then, and if it is killed,
    /// the pass is closed. The element that it could not put is discarded with the rest.
    public final void into(Queue<? super T> queue) {
        Objects.requireNonNull(queue, "queue");
        forEach(item -> hand(item, queue::put));
    }

    /// Gives every element to somebody who waits at `channel`; then, and if it is killed, the pass
    /// is closed. The element that nobody took is discarded with the rest.
    public final void into(Channel<? super T> channel) {
        Objects.requireNonNull(channel, "channel");
        forEach(item -> hand(item, channel::put));
    }

    /// @param taker takes the element, or throws and leaves it to us
    private void hand(T item, Consumer<? super T> taker) {
        try {
            taker.accept(item);
        } catch (Throwable e) {
            discard(item);
            throw e;
        }
    }

    /// The pass as a sequential stream of `java.util`, which waits as the loop does. Closing it
    /// closes the pass; what is not closed is closed when its greenlet ends, if it has one.
    public final Stream<T> stream() {
        int traits = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(
                        () -> Spliterators.spliteratorUnknownSize(iterator(), traits),
                        traits,
                        false)
                .onClose(this::close);
    }
}
