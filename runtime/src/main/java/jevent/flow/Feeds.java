package jevent.flow;

import jevent.Hold;
import jevent.Hub;
import jevent.sync.Channel;
import jevent.sync.Queue;

import java.util.function.Supplier;

/// Bodies that send what others put.
///
/// An item is taken when the subscriber wants it and not before, so that a cancellation loses none.
/// For authors of bridges.
public final class Feeds {

    private Feeds() {}

    /// Sends what is put into the queue, without end.
    public static <T> Body<T> of(Queue<? extends T> queue) {
        return of(queue, queue::get);
    }

    /// Sends what is put into the channel, without end.
    public static <T> Body<T> of(Channel<? extends T> channel) {
        return of(channel, channel::get);
    }

    private static <T> Body<T> of(Object source, Supplier<? extends T> next) {
        return out -> {
            Hold putters = Hub.current().hold("putters of " + source);
            try {
                while (true) {
                    out.awaitDemand();
                    out.send(next.get());
                }
            } finally {
                putters.close();
            }
        };
    }
}
