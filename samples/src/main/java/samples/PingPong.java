package samples;

import jevent.RawGreenlet;

import org.jspecify.annotations.Nullable;

/// Raw greenlets: no scheduler decides, control goes where it is sent. A switch takes a value
/// along, and a greenlet that ends hands its result to its parent.
public final class PingPong {

    private final RawGreenlet ping = new RawGreenlet(nothing -> ping());
    private final RawGreenlet pong = new RawGreenlet(nothing -> pong());

    void main() {
        ping.switchTo();
        IO.println("5");

        values();
        parents();
        theDead();
    }

    private @Nullable Object ping() {
        IO.println("1");
        pong.switchTo();
        IO.println("2");
        return null; // to the parent, which is main
    }

    private @Nullable Object pong() {
        IO.println("3");
        ping.switchTo();
        IO.println("4"); // nobody switches here any more
        return null;
    }

    private void values() {
        var first =
                new RawGreenlet(words -> {
                    var me = RawGreenlet.current();
                    var second = new RawGreenlet(heard -> answer(me, heard));
                    IO.println(second.switchTo(words));
                    return null;
                });
        first.switchTo("hello world");
    }

    private @Nullable Object answer(RawGreenlet caller, @Nullable Object heard) {
        IO.println(heard);
        return caller.switchTo(42);
    }

    private void parents() {
        var parent = new RawGreenlet(result -> say("In the parent."));
        var child = new RawGreenlet(nothing -> say("In the child."), parent);
        child.switchTo();
    }

    /// Whoever switches to a dead greenlet ends up with its parent: here, with himself.
    private void theDead() {
        var inner = new RawGreenlet(nothing -> outer()).switchTo();
        IO.println("Inner is dead: " + (inner instanceof RawGreenlet raw && raw.isDead()));
    }

    private static RawGreenlet outer() {
        IO.println("Entering outer and spawning inner.");
        var inner = new RawGreenlet(nothing -> say("Entering and leaving inner."));
        IO.println("Switching to inner.");
        IO.println("Got from inner value: " + inner.switchTo());
        IO.println("Switching to inner again.");
        IO.println("Got from inner value: " + inner.switchTo());
        return inner;
    }

    private static int say(String words) {
        IO.println(words);
        return 42;
    }
}
