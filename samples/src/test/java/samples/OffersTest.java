package samples;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Comparator.comparingInt;

import io.reactivex.rxjava3.core.BackpressureOverflowStrategy;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;

import jevent.Green;
import jevent.Hub;
import jevent.rx.Flowables;
import jevent.rx.HubScheduler;
import jevent.rx.Observables;
import jevent.rx.Singles;
import jevent.rx.testing.HubTime;
import jevent.rx.testing.RxTest;
import jevent.testing.TestHub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The examples of `docs/bridges.md` for RxJava.
class OffersTest {

    record Offer(String shop, int cents) {}

    interface Shop {
        Single<Offer> offer(String article);
    }

    /// The cheapest offer of shops that are asked at the same time.
    static Single<Offer> cheapest(List<Shop> shops, String article) {
        return Singles.from(() -> {
            var asked = shops.stream().map(shop -> shop.offer(article)).toList();
            return Singles.awaitAll(asked).stream().min(comparingInt(Offer::cents)).orElseThrow();
        });
    }

    /// One article after the other, 16 on the way; offers come in the order of the articles.
    static Flowable<Offer> offers(Flowable<String> articles, Shop shop) {
        return articles.compose(
                Flowables.mapGreen(16, article -> Singles.await(shop.offer(article))));
    }

    /// A new price every minute, for as long as somebody listens.
    static Flowable<Offer> watch(Shop shop, String article) {
        return Flowables.from(out -> {
            while (true) {
                out.send(Singles.await(shop.offer(article)));
                Green.sleep(Duration.ofMinutes(1));
            }
        });
    }

    /// Until it is cheap enough: leaving the loop ends the subscription.
    static Offer waitFor(Flowable<Offer> watched, int cents) {
        try (var offers = Flowables.iterate(watched)) {
            for (Offer offer : offers) {
                if (offer.cents() <= cents) {
                    return offer;
                }
            }
        }
        throw new IllegalStateException("sold out");
    }

    /// Nobody slows prices down: what comes while the loop is busy replaces what waits.
    static void show(Observable<Integer> prices, List<Integer> display) {
        try (var newest =
                Observables.iterate(prices, 1, BackpressureOverflowStrategy.DROP_OLDEST)) {
            for (int price : newest) {
                display.add(price);
                Green.sleep(Duration.ofSeconds(1));
            }
        }
    }

    /// An operator on the hub may wait, and others run meanwhile.
    static Flowable<Offer> onTheHub(Flowable<String> articles, Hub hub, Shop shop) {
        return articles.observeOn(HubScheduler.of(hub))
                .map(article -> Singles.await(shop.offer(article)));
    }

    private static Shop shop(int cents, int seconds) {
        return article ->
                Single.just(new Offer("shop of " + cents, cents)).delay(seconds, TimeUnit.SECONDS);
    }

    @RxTest
    void theSlowestShopSaysHowLongItTakes(TestHub hub) {
        var shops = List.of(shop(300, 1), shop(200, 3), shop(400, 2));

        assertThat(Singles.await(cheapest(shops, "pen")).cents()).isEqualTo(200);
        assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(3));
    }

    @RxTest
    void sixteenAreOnTheWay(TestHub hub) {
        var articles = Flowable.range(1, 32).map(String::valueOf);

        assertThat(Singles.await(offers(articles, shop(100, 1)).count())).isEqualTo(32);
        assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(2));
        assertThat(Singles.await(onTheHub(articles, hub.hub(), shop(100, 0)).count()))
                .isEqualTo(32);
    }

    @RxTest
    void leavingEndsTheSubscription() {
        assertThat(waitFor(watch(shop(100, 1), "pen"), 100).cents()).isEqualTo(100);
    }

    @RxTest
    void theDisplayShowsTheNewest() {
        var display = new ArrayList<Integer>();

        show(
                Observable.intervalRange(1, 9, 0, 300, TimeUnit.MILLISECONDS).map(Long::intValue),
                display);

        assertThat(display).startsWith(1).endsWith(9).isSorted().hasSizeLessThan(9);
    }

    @RxTest
    void asksEveryMinute(TestHub hub) {
        var time = HubTime.of(hub);
        var watched = watch(shop(100, 3), "pen").map(Offer::cents).test();

        time.advanceTimeBy(3, TimeUnit.SECONDS);
        watched.assertValues(100);

        time.advanceTimeBy(62, TimeUnit.SECONDS);
        watched.assertValues(100);

        time.advanceTimeBy(1, TimeUnit.SECONDS);
        watched.assertValues(100, 100);
        watched.cancel();
    }
}
