package jevent.kernel;

/// Has the JDK's socket pollers started by a platform thread.
///
/// They inherit the scheduler of the thread that first needs them. Were that a greenlet, they would
/// end with its hub, and every socket that a virtual thread of the process reads would hang.
final class JdkPollers {

    private JdkPollers() {}

    static void start() {
        Thread starter =
                Thread.ofPlatform().daemon().name("jevent-pollers").start(JdkPollers::initialise);
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void initialise() {
        try {
            Class.forName("sun.nio.ch.Poller");
        } catch (ClassNotFoundException e) {
            Foreign.log(System.Logger.Level.DEBUG, () -> "no sun.nio.ch.Poller", e);
        }
    }
}
