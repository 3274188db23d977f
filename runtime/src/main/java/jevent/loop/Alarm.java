package jevent.loop;

/// A one-shot call at a deadline: the light form of a timer, where no watcher is needed.
///
/// ```java
/// Alarm alarm = hub.loop().alarm(1_000_000, () -> log.println("a millisecond is over"));
/// ```
///
/// It keeps the loop alive. When the hub stops first, it never goes off. Touch it on its hub only.
public interface Alarm {

    /// Takes it back; nothing happens if it has gone off already.
    void cancel();

    /// Whether it is still to go off.
    boolean isPending();
}
