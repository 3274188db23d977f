package samples;

import jevent.Green;
import jevent.sync.Channel;

import java.util.List;

/// A producer and a consumer meet at a channel: `put` returns when somebody has taken the item, so
/// neither can run ahead of the other.
public final class ProducerConsumer {

    private static final String NO_MORE = "no more";

    void main() {
        var counter = new Channel<String>();
        var baker = Green.spawn(() -> bake(counter));
        var guest = Green.spawn(() -> eat(counter));
        Green.joinAll(List.of(baker, guest));
    }

    private void bake(Channel<String> counter) {
        for (var item : List.of("bread", "rolls", "cake")) {
            IO.println("baker offers " + item);
            counter.put(item);
        }
        counter.put(NO_MORE);
    }

    private void eat(Channel<String> counter) {
        for (var item = counter.get(); !item.equals(NO_MORE); item = counter.get()) {
            IO.println("guest takes " + item);
            Green.sleep(1000);
        }
    }
}
