package jevent.rx;

import io.reactivex.rxjava3.core.Flowable;

import org.testng.SkipException;
import org.testng.annotations.Test;

/// The subscriber of [Flowables#last], by the rules of Reactive Streams, with a look inside. It is
/// an operator of RxJava, which trusts its source not to send null.
@Test
public class FlowableAwaitWhiteboxTckTest extends WhiteboxTck {

    @Override
    void await(Flowable<Integer> source) {
        Flowables.lastOrNull(source);
    }

    @Override
    public void required_spec213_onSubscribe_mustThrowNullPointerExceptionWhenParametersAreNull() {
        throw new SkipException("RxJava's operators do not look for null");
    }

    @Override
    public void required_spec213_onNext_mustThrowNullPointerExceptionWhenParametersAreNull() {
        throw new SkipException("RxJava's operators do not look for null");
    }
}
