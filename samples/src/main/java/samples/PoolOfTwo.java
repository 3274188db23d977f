package samples;

import jevent.Green;
import jevent.pool.Pool;
import jevent.sync.Event;

import java.time.Duration;

/// A pool of two runs four jobs, two at a time: `spawn` waits until there is room. The first job
/// waits for an event that the second one sets.
public final class PoolOfTwo {

    void main() {
        var pool = new Pool(2);
        var ready = new Event();
        pool.spawn(() -> eat(ready));
        pool.spawn(() -> cook(ready));
        IO.println("the pool is full: " + pool.isFull());
        pool.spawn(() -> IO.println("wash up"));
        pool.spawn(() -> IO.println("go home"));
        pool.join();
    }

    private void eat(Event ready) {
        IO.println("wait for dinner");
        ready.await();
        IO.println("eat");
    }

    private void cook(Event ready) {
        IO.println("cook");
        Green.sleep(Duration.ofSeconds(1));
        IO.println("dinner is ready");
        ready.set();
    }
}
