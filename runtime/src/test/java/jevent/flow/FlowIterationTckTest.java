package jevent.flow;

import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

/// The subscriber behind [Flows#iterate] keeps the rules.
public class FlowIterationTckTest extends FlowSubscriberTck {

    @Override
    Flow.Subscriber<? super Integer> subscriber() {
        var caught = new AtomicReference<Flow.Subscriber<? super Integer>>();
        Flow.Publisher<Integer> catching = caught::set;
        Iterator<Integer> _ = Flows.iterate(catching, 4).iterator();
        return Objects.requireNonNull(caught.get());
    }
}
