package jevent.bridge;

import java.util.List;

/// A method of the runtime inside of which a thread may block: there a greenlet waits, a hub
/// sleeps, or a spin lock is contended.
///
/// For tools that report blocking calls on threads that must not block, such as BlockHound:
///
/// ```java
/// for (var method : BlockingMethod.all()) {
///     builder.allowBlockingCallsInside(method.type(), method.name());
/// }
/// ```
///
/// The list is part of the version of the runtime, and the methods are private to it: read it, copy
/// nothing out of it. What blocks on a thread of the runtime's own, such as the watchdog, is not
/// listed.
///
/// @param type the binary name of the class that declares the method
/// @param name the name of the method; all methods of that name are meant
public record BlockingMethod(String type, String name) {

    private static final List<BlockingMethod> ALL =
            List.of(
                    // the wait of a greenlet, for what it waits for or for its turn
                    new BlockingMethod("jevent.kernel.CarrierFiber", "suspend"),
                    new BlockingMethod("jevent.kernel.CarrierFiber", "stepBack"),
                    new BlockingMethod("jevent.kernel.BatonFiber", "parkUntilGranted"),
                    new BlockingMethod("jevent.kernel.Fiber", "parkAgain"),
                    // a hub's thread, while others have the turn and while nothing is ready
                    new BlockingMethod("jevent.kernel.CarrierFiber", "resumeStranded"),
                    new BlockingMethod("jevent.kernel.Driver", "awaitTurn"),
                    new BlockingMethod("jevent.kernel.Driver", "awaitOwnership"),
                    new BlockingMethod("jevent.engine.EventLoop", "waitFor"),
                    // its yield, for the few instructions that another thread needs
                    new BlockingMethod("jevent.kernel.SpinLock", "lockContended"),
                    // the body of `Green.blocking`
                    new BlockingMethod("jevent.kernel.Fiber", "outsideTurn"));

    /// All of them; the list cannot be changed, and any thread may ask.
    public static List<BlockingMethod> all() {
        return ALL;
    }
}
