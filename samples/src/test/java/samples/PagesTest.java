package samples;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.reactor.Monos;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import samples.Pages.Order;
import samples.Pages.Page;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// The example of the README does what the README says.
class PagesTest {

    private static final List<Order> ORDERS = List.of(new Order("tea"), new Order("cups"));

    @Test
    void servesReactiveCode() {
        var pages = new Pages(id -> Mono.just("Ada"), id -> Flux.fromIterable(ORDERS));

        StepVerifier.create(pages.page("ada"))
                .expectNext(new Page("Ada", ORDERS))
                .expectComplete()
                .verify(Duration.ofSeconds(10));
    }

    @Test
    @GreenTest
    void aLateAnswerIsReplaced(TestHub hub) {
        var pages = new Pages(id -> Mono.never(), id -> Flux.fromIterable(ORDERS));

        Page page = Green.run(() -> Monos.await(pages.page("bob")));

        assertThat(page).isEqualTo(new Page("stranger", ORDERS));
        assertThat(hub.elapsed()).isEqualTo(Duration.ofMillis(150));
    }

    @Test
    @Timeout(10)
    void cancellationReachesTheDatabase() throws InterruptedException {
        var asked = new CountDownLatch(1);
        var cancelled = new CountDownLatch(1);
        Flux<Order> endless =
                Flux.<Order>never()
                        .doOnRequest(n -> asked.countDown())
                        .doOnCancel(cancelled::countDown);
        var pages = new Pages(id -> Mono.just("Ada"), id -> endless);

        Disposable subscription = pages.page("ada").subscribe();
        asked.await();
        subscription.dispose();

        cancelled.await();
    }
}
