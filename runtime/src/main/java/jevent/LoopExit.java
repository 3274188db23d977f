package jevent;

/// A wait can never end: no greenlet is ready, and no timer, channel or promise is left that could
/// wake one. The message names every blocked greenlet and what it waits for; the hub stays usable.
///
/// It is thrown to the thread that carries its own hub while it waits, `main` above all; a hub with
/// a thread of its own waits for ever. What another thread or another hub will do, a hub cannot
/// know, so say it:
///
/// ```java
/// Hub other = Hub.open("producer");
/// other.spawn(() -> { for (var row : load()) rows.put(row); });
/// try (var hold = Hub.current().hold("rows of the producer")) {
///     for (int i = 0; i < 10; i++) show(rows.get());
/// }
/// ```
///
/// A wait for a greenlet of another hub needs no hold, nor does an
/// [jevent.sync.AsyncResult#promise].
public final class LoopExit extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public LoopExit(String message) {
        super(message);
    }
}
