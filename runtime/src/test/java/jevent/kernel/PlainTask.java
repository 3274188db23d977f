package jevent.kernel;

import org.jspecify.annotations.Nullable;

/// A task for a fiber that is no greenlet.
record PlainTask(Object owner, Runnable body) implements Task {

    @Override
    public void run() {
        body.run();
    }

    @Override
    public @Nullable String label() {
        return null;
    }
}
