package jevent.loop;

/// A call that the loop will make in its next iteration. Touch it on its hub only.
public interface Callback {

    /// Whether it has neither run nor been stopped.
    boolean isPending();

    /// Takes it back; nothing happens if it has run already.
    void stop();
}
