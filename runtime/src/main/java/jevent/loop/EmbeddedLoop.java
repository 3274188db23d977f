package jevent.loop;

import java.io.IOException;

/// Somebody else's event loop that lives inside a hub's: libev's `ev_embed`.
///
/// ```java
/// hub.execute(() -> hub.loop().embed(inner));
/// ```
///
/// Its work and its wait are apart. The work, [#poll], is done on the hub's loop fiber, so that its
/// callbacks can spawn there and never run on a bare thread: a lock that one of them waits for
/// stops nobody else. The wait, [#await], is all that the hub's thread does for it, bare, when
/// nobody has anything to do.
///
/// All methods but [#wakeup] are called under the turn of the hub.
public interface EmbeddedLoop {

    /// Called first, on the loop fiber.
    ///
    /// @param wakeup to be run, by any thread, when there is something to [#poll]; cheap on the hub
    void start(Runnable wakeup);

    /// Whether [#poll] has something to do, as far as one can know without asking the system.
    boolean isDue();

    /// Does what is to be done, without waiting, and not for long. Called on the loop fiber, once
    /// an iteration.
    void poll();

    /// Waits until there is something to do, for `nanos` at most (`Long.MAX_VALUE` is for ever), or
    /// until [#wakeup]. Called on a bare thread: no user code, no lock that others hold for long.
    void await(long nanos) throws IOException;

    /// Ends [#await]; any thread. Sticky: a call before the wait ends it too.
    void wakeup();

    /// The hub has stopped: closes everything. Called on the loop fiber.
    void close();
}
