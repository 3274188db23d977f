package jevent;

/// Something that becomes ready and can be waited for together with others: a greenlet, an event, a
/// result.
///
/// See [Green#waitAny], [Green#waitAll] and [Green#asReady].
public interface Waitable {

    /// Whether a wait would return at once.
    boolean isReady();

    /// Calls `callback` on the caller's hub when this is ready, soon if it is already, once.
    ///
    /// The callback must not block. To block, use the `link` methods of [Greenlet].
    void rawLink(Runnable callback);

    /// Whether something outside the caller's hub makes it ready, so that the hub may wait for it
    /// though it has nothing else to do.
    default boolean isOutside() {
        return false;
    }

    /// Takes a callback back; nothing happens if it is not linked.
    void unlink(Runnable callback);
}
