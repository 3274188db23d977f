package jevent.engine;

import jevent.loop.AsyncWatcher;

/// Happens when another thread says so.
final class LoopAsync extends LoopWatcher implements AsyncWatcher {

    LoopAsync(EventLoop loop) {
        super(loop);
    }

    @Override
    public void send() {
        loop.onHub(this::happened);
    }

    @Override
    void activate() {}

    @Override
    void deactivate() {}

    @Override
    public String toString() {
        return "async(" + state() + ")";
    }
}
