package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.sync.Event;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

@GreenTest
class FailableTest {

    private final List<Object> log = Collections.synchronizedList(new ArrayList<>());

    private Failable body(Runnable work) {
        return new Failable() {
            @Override
            public void run() {
                log.add("runs");
                work.run();
            }

            @Override
            public void failed(Throwable error) {
                log.add(error);
            }
        };
    }

    @Test
    void oneThatIsKilledBeforeItBeginsHearsOfIt() {
        var exit = new GreenletExit("not wanted");
        var greenlet = Green.spawn(body(() -> {}));
        greenlet.kill(exit);

        assertThat(log).containsExactly(exit);
        assertThat(greenlet.isKilled()).isTrue();
    }

    @Test
    void oneThatThrowsOrIsKilledHearsOfItOnce() {
        var failure = new IllegalArgumentException("broken");
        Hub.current().onError((hub, context, error) -> log.add("reported"));
        Green.spawn(
                        body(() -> {
                            throw failure;
                        }))
                .join();
        assertThat(log).containsExactly("runs", failure, "reported");

        log.clear();
        var exit = new GreenletExit();
        var waits = Green.spawn(body(() -> new Event().await()));
        Green.yieldNow();
        waits.kill(exit);
        assertThat(log).containsExactly("runs", exit);
    }

    @Test
    void oneThatReturnsHearsNothing() {
        var greenlet = Green.spawn(body(() -> {}));
        greenlet.join();
        greenlet.kill();

        assertThat(log).containsExactly("runs");
    }

    @Test
    void itHearsOfItBeforeThoseWhoWaitGoOn() {
        var greenlet = Green.spawn(body(() -> {}));
        var waits =
                Green.spawn(() -> {
                    greenlet.join();
                    log.add("joined");
                });
        greenlet.killLater();
        waits.join();

        assertThat(log).hasSize(2).last().isEqualTo("joined");
    }

    @Test
    void whatItThrowsIsReportedAndThoseWhoWaitGoOn() {
        var thrown = new IllegalStateException("nobody listens");
        Hub.current().onError((hub, context, error) -> log.add(error));
        var greenlet =
                Green.spawn(
                        new Failable() {
                            @Override
                            public void run() {}

                            @Override
                            public void failed(Throwable error) {
                                throw thrown;
                            }
                        });
        greenlet.killLater();

        assertThatThrownBy(greenlet::get).isInstanceOf(GreenletExit.class);
        assertThat(log).containsExactly(thrown);
    }
}
