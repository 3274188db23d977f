package jevent.bridge;

import jevent.Hold;
import jevent.Hub;
import jevent.ThrowingConsumer;
import jevent.sync.Channel;
import jevent.sync.Queue;

import java.util.function.Consumer;
import java.util.function.Supplier;

/// Bodies that send what others put.
///
/// An item is taken when the subscriber wants it and not before. One that is taken in the very
/// moment of a cancellation goes back: to the front of its queue, or to another who waits at its
/// channel, or else to the library's hook. For authors of bridges.
public final class Feeds {

    private Feeds() {}

    /// Sends what is put into the queue, without end.
    public static <T> ThrowingConsumer<Sender<T>> of(Queue<? extends T> queue) {
        return ofQueue(queue);
    }

    private static <T, S extends T> ThrowingConsumer<Sender<T>> ofQueue(Queue<S> queue) {
        return out -> feed(out, queue, queue::get, queue::giveBack);
    }

    /// Sends what is put into the channel, without end.
    public static <T> ThrowingConsumer<Sender<T>> of(Channel<? extends T> channel) {
        return ofChannel(channel);
    }

    private static <T, S extends T> ThrowingConsumer<Sender<T>> ofChannel(Channel<S> channel) {
        return out -> feed(out, channel, channel::get, item -> passOn(out, channel, item));
    }

    /// @param giveBack has what the subscriber, which has cancelled, is not sent
    private static <T, S extends T> void feed(
            Sender<T> out, Object source, Supplier<S> next, Consumer<S> giveBack) {
        Hold putters = Hub.current().hold("putters of " + source);
        try {
            while (true) {
                out.awaitDemand();
                S item = next.get();
                if (!out.sendTaken(item)) {
                    giveBack.accept(item);
                }
            }
        } finally {
            putters.close();
        }
    }

    /// Its putter has gone on and cannot have it back.
    private static <T, S extends T> void passOn(Sender<T> out, Channel<S> channel, S item) {
        if (!channel.tryPut(item)) {
            out.discardTaken(item, channel);
        }
    }
}
