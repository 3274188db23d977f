package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableTransformer;
import io.reactivex.rxjava3.exceptions.CompositeException;
import io.reactivex.rxjava3.subscribers.TestSubscriber;

import jevent.Green;
import jevent.Hub;
import jevent.ThrowingFunction;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Which comes first with `mapGreen`: an error, or what was begun before it.
@GreenTest
@ExtendWith(Undeliverable.class)
class MapGreenErrorsTest {

    private final IOException ofSource = new IOException("source");
    private final IOException ofOne = new IOException("one");
    private final Flowable<Integer> threeAndAnError =
            Flowable.range(0, 3).concatWith(Flowable.<Integer>error(ofSource)).hide();

    private static <T> T afterAll(Supplier<T> subscribe) {
        T subscriber = Green.spawn(subscribe::get).get();
        Green.sleep(Duration.ofMinutes(1));
        return subscriber;
    }

    private static FlowableTransformer<Integer, Integer> mapping(
            boolean ordered, ThrowingFunction<Integer, Integer> mapper) {
        return ordered ? Flowables.mapGreen(16, mapper) : Flowables.mapGreenUnordered(16, mapper);
    }

    private static FlowableTransformer<Integer, Integer> delaying(
            boolean ordered, ThrowingFunction<Integer, Integer> mapper) {
        return ordered
                ? Flowables.mapGreenDelayError(16, mapper)
                : Flowables.mapGreenUnorderedDelayError(16, mapper);
    }

    private static int late(int n) {
        Green.sleep(10 + n);
        return n;
    }

    private int failOn(int which, int n) throws IOException {
        late(n);
        if (n == which) {
            throw ofOne;
        }
        return n;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anErrorOfTheSourceComesAfterWhatHasBegun(boolean ordered) {
        var mapped = threeAndAnError.compose(mapping(ordered, MapGreenErrorsTest::late));

        TestSubscriber<Integer> subscriber = afterAll(mapped::test);

        subscriber.assertValues(0, 1, 2).assertError(ofSource);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFailureOfOneStillEndsTheOthersAndIsToldInsteadOfTheLaterError(boolean ordered) {
        var mapped = threeAndAnError.compose(mapping(ordered, n -> failOn(1, n)));

        TestSubscriber<Integer> subscriber = afterAll(mapped::test);

        subscriber.assertValues(0).assertError(ofOne);
        assertThat(Undeliverable.take()).containsExactly(ofSource);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void delayedFailuresEndNobodyElseAndComeAtTheEnd(boolean ordered) {
        var one = Flowable.range(0, 3).hide().compose(delaying(ordered, n -> failOn(1, n)));
        var both = threeAndAnError.compose(delaying(ordered, n -> failOn(1, n)));

        TestSubscriber<Integer> ofTheOne = afterAll(one::test);
        TestSubscriber<Integer> ofBoth = afterAll(both::test);

        ofTheOne.assertValues(0, 2).assertError(ofOne);
        ofBoth.assertValues(0, 2)
                .assertError(error ->
                        error instanceof CompositeException all
                                && Set.copyOf(all.getExceptions()).equals(Set.of(ofOne, ofSource)));
    }

    @Test
    void theHubThatIsGivenRunsThem(TestHub hub) {
        List<Hub> seen = new ArrayList<>();
        ThrowingFunction<Integer, Integer> mapper =
                n -> {
                    seen.add(Green.current().hub());
                    return n;
                };

        List.<FlowableTransformer<Integer, Integer>>of(
                        Flowables.mapGreen(hub.hub(), 2, mapper),
                        Flowables.mapGreenUnordered(hub.hub(), 2, mapper),
                        Flowables.mapGreenDelayError(hub.hub(), 2, mapper),
                        Flowables.mapGreenUnorderedDelayError(hub.hub(), 2, mapper))
                .forEach(way ->
                        Flowable.just(1).hide().compose(way).subscribe(new TestSubscriber<>()));
        Green.sleep(1);

        assertThat(seen).hasSize(4).containsOnly(hub.hub());
    }
}
