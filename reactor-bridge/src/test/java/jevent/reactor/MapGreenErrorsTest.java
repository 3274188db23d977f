package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.ThrowingFunction;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import reactor.core.Exceptions;
import reactor.core.publisher.Flux;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Which comes first with `mapGreen`: an error, or what was begun before it.
@GreenTest
class MapGreenErrorsTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    private final IOException ofSource = new IOException("source");
    private final IOException ofOne = new IOException("one");
    private final Flux<Integer> threeAndAnError =
            Flux.range(0, 3).concatWith(Flux.error(ofSource)).hide();
    private final List<Object> log = new ArrayList<>();

    private void subscribe(Flux<Integer> flux) {
        Green.spawn(() -> flux.subscribe(log::add, log::add, () -> log.add("complete"))).join();
        Green.sleep(Duration.ofMinutes(1));
    }

    private static Function<Flux<Integer>, Flux<Integer>> mapping(
            boolean ordered, ThrowingFunction<Integer, Integer> mapper) {
        return ordered ? Fluxes.mapGreen(16, mapper) : Fluxes.mapGreenUnordered(16, mapper);
    }

    private static Function<Flux<Integer>, Flux<Integer>> delaying(
            boolean ordered, ThrowingFunction<Integer, Integer> mapper) {
        return ordered
                ? Fluxes.mapGreenDelayError(16, mapper)
                : Fluxes.mapGreenUnorderedDelayError(16, mapper);
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
        subscribe(threeAndAnError.transform(mapping(ordered, MapGreenErrorsTest::late)));

        assertThat(log).containsExactly(0, 1, 2, ofSource);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFailureOfOneStillEndsTheOthersAndIsToldInsteadOfTheLaterError(boolean ordered) {
        subscribe(threeAndAnError.transform(mapping(ordered, n -> failOn(1, n))));

        assertThat(log).containsExactly(0, ofOne);
        assertThat(dropped.takeErrors()).containsExactly(ofSource);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCancelMeanwhileDropsTheErrorOfTheSource(boolean ordered) {
        var mapped = threeAndAnError.transform(mapping(ordered, MapGreenErrorsTest::late));
        var running = Green.spawn(() -> mapped.subscribe(log::add)).get();
        Green.sleep(5);

        running.dispose();
        Green.sleep(5);

        assertThat(log).isEmpty();
        assertThat(dropped.takeErrors()).containsExactly(ofSource);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDelayedFailureEndsNobodyElse(boolean ordered) {
        subscribe(Flux.range(0, 3).hide().transform(delaying(ordered, n -> failOn(1, n))));

        assertThat(log).containsExactly(0, 2, ofOne);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void severalDelayedFailuresComeAsOne(boolean ordered) {
        subscribe(threeAndAnError.transform(delaying(ordered, n -> failOn(1, n))));

        assertThat(log).hasSize(3).startsWith(0, 2);
        assertThat(Exceptions.unwrapMultiple((Throwable) log.getLast()))
                .containsExactlyInAnyOrder(ofOne, ofSource);
    }

    @Test
    void nullLeavesAnElementOut() {
        subscribe(Flux.range(0, 3).hide().transform(mapping(true, n -> n == 1 ? null : n)));

        assertThat(log).containsExactly(0, 2, "complete");
    }

    @Test
    void theHubThatIsGivenRunsThem(TestHub hub) {
        List<Function<Flux<Integer>, Flux<Integer>>> ways =
                List.of(
                        Fluxes.mapGreen(hub.hub(), 2, this::onHub),
                        Fluxes.mapGreenUnordered(hub.hub(), 2, this::onHub),
                        Fluxes.mapGreenDelayError(hub.hub(), 2, this::onHub),
                        Fluxes.mapGreenUnorderedDelayError(hub.hub(), 2, this::onHub));

        for (var way : ways) {
            Flux.just(1).hide().transform(way).subscribe();
            Green.sleep(1);
        }

        assertThat(log).hasSize(4).containsOnly(hub.hub());
    }

    private Integer onHub(Integer n) {
        log.add(Green.current().hub());
        return n;
    }
}
