package jevent.reactor;

import jevent.sync.AsyncResult;

import org.reactivestreams.Publisher;

/// [Monos#from(AsyncResult)] keeps the rules when the result is set already.
public class SetResultTckTest extends SingleTck {
    @Override
    public Publisher<Long> createPublisher(long elements) {
        var result = new AsyncResult<Long>();
        result.set(elements == 0 ? null : 0L);
        return Monos.from(result);
    }

    @Override
    public Publisher<Long> createFailedPublisher() {
        var result = new AsyncResult<Long>();
        result.setException(failure());
        return Monos.from(result);
    }
}
