package samples;

import jevent.Green;
import jevent.sync.AsyncResult;
import jevent.sync.Event;

import java.time.Duration;
import java.util.List;

/// One sets, three wait: with an `Event`, which says that something has happened, and with an
/// `AsyncResult`, which also says what.
public final class EventWaiters {

    private static final Duration A_WHILE = Duration.ofSeconds(3);

    void main() {
        event();
        asyncResult();
    }

    private void event() {
        var happened = new Event();
        Runnable waiter =
                () -> {
                    IO.println("I'll wait for you");
                    happened.await();
                    IO.println("It's about time");
                };
        var setter =
                Green.spawn(() -> {
                    IO.println("A: Hey wait for me, I have to do something");
                    Green.sleep(A_WHILE);
                    IO.println("Ok, I'm done");
                    happened.set();
                });
        Green.joinAll(
                List.of(setter, Green.spawn(waiter), Green.spawn(waiter), Green.spawn(waiter)));
    }

    private void asyncResult() {
        var greeting = new AsyncResult<String>();
        Runnable waiter = () -> IO.println(greeting.get());
        var setter =
                Green.spawn(() -> {
                    Green.sleep(A_WHILE);
                    greeting.set("Hello!");
                });
        Green.joinAll(
                List.of(setter, Green.spawn(waiter), Green.spawn(waiter), Green.spawn(waiter)));
    }
}
