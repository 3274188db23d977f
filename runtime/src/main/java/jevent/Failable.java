package jevent;

/// A body that hears how its greenlet has failed, also if it never ran.
///
/// ```java
/// final class Reply implements Failable {
///     public void run() { answer(handle(request)); }
///     public void failed(Throwable error) { refuse(error); }   // somebody waits for an answer
/// }
/// hub.spawn(new Reply());
/// ```
///
/// For authors of bridges. It costs a greenlet that does not fail nothing, unlike a link.
public interface Failable extends Runnable {

    /// The greenlet has ended otherwise than by the return of its body: that has thrown, or it was
    /// *killed* before it began, by the *close* of its hub if by nothing else; or its hub cannot go
    /// on. Called once, on the hub, in the very moment in which it ends. It must be short and must
    /// not wait; what it throws is reported. It does not count as an observer of the failure.
    void failed(Throwable error);
}
