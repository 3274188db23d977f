package jevent.testing;

import java.util.Random;

/// Plays a scene in many orders: which of several ready greenlets runs next is drawn by lot.
///
/// On a hub the greenlet that is ready first runs first, so a test sees one order of the many that
/// a service will see. What must hold in all of them, such as that nothing is lost, is tested in
/// many:
///
/// ```java
/// Orders.play(300, () -> {
///     var queue = Queue.<Integer>bounded(1);
///     var getter = Green.spawn(() -> queue.get());
///     Green.spawn(() -> queue.put(1));
///     Green.spawn(() -> getter.kill());
///     getter.join();
///     assertThat(getter.isSuccessful() ? queue.size() == 0 : queue.size() <= 1).isTrue();
/// });
/// ```
///
/// Each time the scene has a hub of its own, carried by the calling thread, which must have none;
/// time is virtual. As in a [GreenTest] it is an error to leave greenlets behind, or failures that
/// nobody looks at. The error names the seed: with `-Djevent.seed=` and that number, this one order
/// is played and no other. What other threads do is not repeated.
///
/// The idea is that of deterministic simulation, and of trio, which shuffles its ready tasks so
/// that nobody relies on their order.
public final class Orders {

    private static final String PROPERTY = "jevent.seed";

    private Orders() {}

    /// Something that is to hold in any order; it makes all that it uses.
    @FunctionalInterface
    public interface Scene {
        void play() throws Exception;
    }

    /// Plays the scene in `count` orders, or until it fails.
    ///
    /// @throws AssertionError if it fails, with the seed; the cause says why
    public static void play(int count, Scene scene) {
        Long only = Long.getLong(PROPERTY);
        if (only != null) {
            playOnce(only, scene);
            return;
        }
        long first = new Random().nextLong();
        for (long seed = first; seed != first + count; seed++) {
            playOnce(seed, scene);
        }
    }

    private static void playOnce(long seed, Scene scene) {
        try (var hub = TestHub.drawn(seed)) {
            hub.open();
            scene.play();
            hub.verify();
        } catch (Throwable e) {
            throw new AssertionError(
                    "fails in an order; to repeat this one: -D" + PROPERTY + "=" + seed, e);
        }
    }
}
