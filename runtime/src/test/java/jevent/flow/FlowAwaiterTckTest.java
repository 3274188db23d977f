package jevent.flow;

import jevent.bridge.Pick;

import java.util.concurrent.Flow;

/// The subscriber behind [Flows#last] keeps the rules.
public class FlowAwaiterTckTest extends FlowSubscriberTck {

    @Override
    Flow.Subscriber<Integer> subscriber() {
        return new FlowAwaiter<>("the TCK", Pick.LAST);
    }
}
