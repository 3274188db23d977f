package jevent.rx;

import io.reactivex.rxjava3.core.Flowable;

import org.testng.annotations.Test;

/// The subscriber inside a loop, by the rules of Reactive Streams, with a look inside.
@Test
public class FlowableIterateWhiteboxTckTest extends WhiteboxTck {

    @Override
    void await(Flowable<Integer> source) {
        Flowables.iterate(source, 4).forEach(item -> {});
    }
}
