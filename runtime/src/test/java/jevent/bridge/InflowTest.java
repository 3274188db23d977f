package jevent.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Greenlet;
import jevent.testing.GreenTest;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// What a publisher sends is taken or discarded, never both and never neither; who waits is woken.
@GreenTest
class InflowTest {

    private final NotingInflow inflow = new NotingInflow(2);

    private void open() {
        inflow.arrive();
        inflow.open();
        assertThat(inflow.log).containsExactly(2L);
        inflow.log.clear();
    }

    private List<String> taken() throws Throwable {
        List<String> taken = new ArrayList<>();
        Supply<String> supply = inflow.supply();
        for (String item = poll(supply); item != null; item = poll(supply)) {
            taken.add(item);
        }
        return taken;
    }

    private static @Nullable String poll(@Nullable Supply<String> supply) throws Throwable {
        return supply == null ? null : supply.poll();
    }

    // ---- opening

    @Test
    void itIsAskedForThePrefetch() {
        open();
        var endless = new NotingInflow(Integer.MAX_VALUE);
        endless.arrive();
        endless.open();

        assertThat(endless.log).containsExactly(Long.MAX_VALUE);
    }

    /// A source that is asked directly.
    private static final class Fused implements Supply<String> {
        private final ArrayDeque<String> left = new ArrayDeque<>(List.of("a", "b"));

        @Override
        public @Nullable String poll() {
            return left.poll();
        }

        @Override
        public boolean isEmpty() {
            return left.isEmpty();
        }

        @Override
        public void clear() {
            left.clear();
        }
    }

    @Test
    void aFusedSourceIsNotAskedForAnything() throws Throwable {
        inflow.arrive();
        inflow.open(new Fused());

        assertThat(inflow.log).isEmpty();
        assertThat(taken()).containsExactly("a", "b");
    }

    @Test
    void whatAFusedSourceStillHasIsThrownAway() throws Throwable {
        inflow.arrive();
        inflow.open(new Fused());
        inflow.shut();
        inflow.letGo();

        assertThat(taken()).isEmpty();
        assertThat(inflow.log).containsExactly("cancel");
    }

    // ---- the end

    @Test
    void whatHasArrivedIsStillToBeTakenAfterTheEnd() throws Throwable {
        open();
        inflow.send("a", "b");
        assertThat(inflow.isEnded()).isFalse();
        inflow.end();

        assertThat(inflow.isEnded()).isTrue();
        assertThat(taken()).containsExactly("a", "b");
        assertThat(inflow.failure()).isNull();
        inflow.throwError();
    }

    @Test
    void soAfterAnError() throws Throwable {
        var error = new IllegalStateException("as if");
        open();
        inflow.send("a");
        inflow.error(error);

        assertThat(taken()).containsExactly("a");
        assertThat(inflow.failure()).isSameAs(error);
        assertThatThrownBy(inflow::throwError).isSameAs(error);
    }

    @Test
    void whatComesAfterTheEndIsDropped() throws Throwable {
        var error = new IllegalStateException("as if");
        open();
        inflow.end();
        inflow.send("late");
        inflow.error(error);

        assertThat(inflow.log).containsExactly("drop late", error);
        assertThat(inflow.failure()).isNull();
        assertThat(taken()).isEmpty();
    }

    // ---- breaches

    @Test
    void moreThanWasRequestedIsABreach() throws Throwable {
        open();
        inflow.send("a", "b", "c");

        assertThat(inflow.log).containsExactly("discard c", "cancel");
        assertThat(inflow.failure())
                .hasMessageContaining("it sent more than the 2 elements requested");
        assertThat(taken()).containsExactly("a", "b");
    }

    @Test
    void anElementBeforeOnSubscribeIsABreach() {
        inflow.send("early");

        assertThat(inflow.log).containsExactly("discard early");
        assertThat(inflow.failure()).hasMessageContaining("onNext before onSubscribe");
        assertThat(inflow.arrive()).isFalse();
    }

    @Test
    void anElementOfAFusedSourceIsABreach() {
        inflow.arrive();
        inflow.open(new Fused());
        inflow.send("uncalled for");

        assertThat(inflow.log).containsExactly("discard uncalled for", "cancel");
        assertThat(inflow.failure()).hasMessageContaining("onNext though it is polled");
    }

    @Test
    void anEndBeforeOnSubscribeIsABreach() {
        inflow.end();

        assertThat(inflow.failure()).hasMessageContaining("onComplete before onSubscribe");
    }

    @Test
    void anErrorBeforeOnSubscribeFailsAndKeepsItAway() {
        var error = new IllegalStateException("as if");
        inflow.error(error);

        assertThat(inflow.failure()).isSameAs(error);
        assertThat(inflow.arrive()).isFalse();
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    void nullIsRefusedAtOnce() {
        open();

        assertThatThrownBy(() -> inflow.item(null)).isInstanceOf(NullPointerException.class);
        assertThat(inflow.failure()).isInstanceOf(NullPointerException.class);
        assertThat(inflow.log).containsExactly("cancel");
        assertThatThrownBy(() -> new NotingInflow(1).error(null))
                .isInstanceOf(NullPointerException.class);
    }

    // ---- closing

    @Test
    void whatArrivesAfterTheCloseIsDiscarded() throws Throwable {
        open();
        inflow.send("a");
        inflow.shut();
        inflow.send("b");
        inflow.letGo();

        assertThat(inflow.isClosed()).isTrue();
        assertThat(inflow.log).containsExactly("cancel", "discard b", "discard a");
        assertThat(taken()).isEmpty();
    }

    @Test
    void oneThatHasEndedIsNotCancelled() {
        open();
        inflow.send("a");
        inflow.end();
        inflow.shut();
        inflow.letGo();

        assertThat(inflow.log).containsExactly("discard a");
    }

    @Test
    void anErrorAfterTheCloseIsDropped() {
        var error = new IllegalStateException("as if");
        open();
        inflow.shut();
        inflow.error(error);

        assertThat(inflow.log).containsExactly("cancel", error);
        assertThat(inflow.failure()).isNull();
    }

    /// It was on its way when the greenlet looked for the last time.
    @Test
    void anElementThatNobodyTakesAnyMoreIsDiscarded() throws Throwable {
        open();
        inflow.letGo();
        inflow.send("a");

        assertThat(inflow.log).containsExactly("discard a");
        assertThat(taken()).isEmpty();
    }

    /// Its own discard may make the publisher send.
    @Test
    void whatComesWhileTheRestIsDiscardedIsDiscardedToo() {
        var sending =
                new NotingInflow(2) {
                    @Override
                    protected void discard(String item) {
                        super.discard(item);
                        if (item.equals("a")) {
                            send("b");
                            log.add("sent");
                        }
                    }
                };
        sending.arrive();
        sending.open();
        sending.send("a");
        sending.letGo();

        assertThat(sending.log).containsExactly(2L, "discard a", "sent", "discard b");
    }

    // ---- waiting

    private Greenlet<?> waiting(String... events) {
        Greenlet<?> greenlet =
                Green.spawn(() -> {
                    inflow.park();
                    inflow.log.add("woken");
                });
        Green.yieldNow();
        assertThat(inflow.log).containsExactly((Object[]) events);
        return greenlet;
    }

    @Test
    void whoWaitsIsWokenByAnElement() {
        open();
        Greenlet<?> waiting = waiting();
        inflow.send("a");
        waiting.join();

        assertThat(inflow.log).containsExactly("woken");
    }

    @Test
    void byTheEnd() {
        open();
        Greenlet<?> waiting = waiting();
        inflow.end();
        waiting.join();

        assertThat(inflow.isEnded()).isTrue();
    }

    @Test
    void byAnError() {
        open();
        Greenlet<?> waiting = waiting();
        inflow.error(new IllegalStateException("as if"));
        waiting.join();

        assertThat(inflow.isEnded()).isTrue();
    }

    @Test
    void andByAClose() {
        open();
        Greenlet<?> waiting = waiting();
        inflow.shut();
        waiting.join();

        assertThat(inflow.log).containsExactly("cancel", "woken");
    }

    @Test
    void nobodyWaitsWhereThereIsSomething() {
        open();
        inflow.send("a");
        waiting("woken").join();
    }

    @Test
    void norAfterTheEnd() {
        open();
        inflow.end();
        waiting("woken").join();
    }

    @Test
    void norAfterAClose() {
        open();
        inflow.shut();
        waiting("cancel", "woken").join();
    }

    /// The thread that iterates looks by itself when the publisher returns.
    @Test
    void nobodyIsWokenByWhatComesHere() {
        open();
        Greenlet<?> waiting = waiting();
        inflow.here = true;
        inflow.send("a");
        Green.yieldNow();
        assertThat(inflow.log).isEmpty();

        inflow.wake();
        waiting.join();
        assertThat(inflow.log).containsExactly("woken");
    }
}
