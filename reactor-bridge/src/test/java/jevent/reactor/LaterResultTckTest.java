package jevent.reactor;

import jevent.Green;
import jevent.Hub;
import jevent.sync.AsyncResult;

import org.reactivestreams.Publisher;

/// [Monos#from(AsyncResult)] keeps the rules when the result is set later.
public class LaterResultTckTest extends SingleTck {
    @Override
    public Publisher<Long> createPublisher(long elements) {
        var result = AsyncResult.<Long>promise();
        Hub.shared()
                .spawn(() -> {
                    Green.sleep(1);
                    result.set(elements == 0 ? null : 0L);
                });
        return Monos.from(result);
    }

    @Override
    public Publisher<Long> createFailedPublisher() {
        var result = AsyncResult.<Long>promise();
        Hub.shared()
                .spawn(() -> {
                    Green.sleep(1);
                    result.setException(failure());
                });
        return Monos.from(result);
    }
}
