package jevent;

import jevent.kernel.Fiber;
import jevent.kernel.Strand;

import org.jspecify.annotations.Nullable;

import java.lang.ref.WeakReference;
import java.util.List;

/// Where a greenlet awaited what it has failed with.
///
/// An error that comes out of an await was made elsewhere, often on another thread, and its stack
/// trace has no frame of the code that waited. Nothing is added to it, for many may wait for one
/// error; so the place is kept beside it, by the greenlet, until its next await fails.
/// [ErrorHandler#LOG] prints it; a handler of one's own asks [#of]. For authors of bridges:
/// [#remember]. Only on the hub.
public final class AwaitPlace {

    private static final int FRAMES = 16;
    private static final StackWalker WALKER = StackWalker.getInstance();

    private final WeakReference<Throwable> error;
    private final List<StackWalker.StackFrame> frames;

    private AwaitPlace(Throwable error) {
        this.error = new WeakReference<>(error);
        this.frames = WALKER.walk(all -> all.skip(2).limit(FRAMES).toList());
    }

    /// The calling greenlet is about to be thrown `error` by an await; nothing if it is none.
    public static void remember(Throwable error) {
        Fiber fiber = Strand.currentFiber();
        if (fiber != null && fiber.owner() instanceof Greenlet) {
            fiber.remark(new AwaitPlace(error));
        }
    }

    /// Where `context`, which an [ErrorHandler] was given, awaited that error: the innermost
    /// frames, one a line, or null if it is no greenlet or has not awaited it.
    public static @Nullable String of(Object context, Throwable error) {
        return context instanceof Greenlet<?> greenlet
                        && greenlet.fiber().remark() instanceof AwaitPlace place
                        && place.error.refersTo(error)
                ? place.toString()
                : null;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        frames.forEach(frame -> text.append("\n    at ").append(frame));
        return text.toString();
    }
}
