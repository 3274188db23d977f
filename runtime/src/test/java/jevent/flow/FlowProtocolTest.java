package jevent.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/// Publishers that break the rules: no wait and no loop hangs, and nothing is lost in silence.
@GreenTest
class FlowProtocolTest {

    /// All that subscribe.
    enum Wait {
        FIRST {
            @Override
            @Nullable Object forWhatComesOf(Flow.Publisher<Integer> publisher) {
                return Flows.<Integer>firstOrNull(publisher);
            }
        },
        LAST {
            @Override
            @Nullable Object forWhatComesOf(Flow.Publisher<Integer> publisher) {
                return Flows.<Integer>lastOrNull(publisher);
            }
        },
        SINGLE {
            @Override
            @Nullable Object forWhatComesOf(Flow.Publisher<Integer> publisher) {
                return Flows.<Integer>singleOrNull(publisher);
            }
        },
        LOOP {
            @Override
            @Nullable Object forWhatComesOf(Flow.Publisher<Integer> publisher) {
                List<Integer> last = new ArrayList<>();
                for (Integer item : Flows.iterate(publisher, 2)) {
                    last.add(item);
                }
                return last.isEmpty() ? null : last.getLast();
            }
        };

        abstract @Nullable Object forWhatComesOf(Flow.Publisher<Integer> publisher);

        Greenlet<@Nullable Object> inGreenlet(Flow.Publisher<Integer> publisher) {
            Greenlet<@Nullable Object> waiting = Green.spawn(() -> forWhatComesOf(publisher));
            waiting.rawLink(() -> {});
            Green.yieldNow();
            return waiting;
        }
    }

    private final IOException error = new IOException("broken");
    private final ManualPublisher<Integer> source = new ManualPublisher<>();

    /// What the subscriber threw at the publisher.
    private final List<Throwable> refusals = new ArrayList<>();

    private Throwable failure(Wait wait, Consumer<Flow.Subscriber<? super Integer>> script) {
        var publisher =
                new ManualPublisher<Integer>(subscriber -> {
                    Throwable refusal = catchThrowable(() -> script.accept(subscriber));
                    if (refusal != null) {
                        refusals.add(refusal);
                    }
                });
        return catchThrowable(() -> wait.forWhatComesOf(publisher));
    }

    // ---- before the subscription

    @ParameterizedTest
    @EnumSource
    void signalsBeforeTheSubscriptionFail(Wait wait) {
        assertThat(failure(wait, subscriber -> subscriber.onNext(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("onNext before onSubscribe");
        assertThat(failure(wait, Flow.Subscriber::onComplete))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("onComplete before onSubscribe");
        assertThat(failure(wait, subscriber -> subscriber.onError(error))).isSameAs(error);
        assertThat(refusals).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aSubscriptionAfterThatIsCancelledAndNeverAsked(Wait wait) {
        Throwable failure =
                failure(
                        wait,
                        subscriber -> {
                            subscriber.onError(error);
                            subscriber.onSubscribe(source);
                        });

        assertThat(failure).isSameAs(error);
        assertThat(source.asked).containsExactly("cancel");
    }

    @ParameterizedTest
    @EnumSource
    void aSubscriptionAfterTheKillIsCancelledAndNeverAsked(Wait wait) {
        var late = new ManualPublisher<Integer>(subscriber -> {});
        wait.inGreenlet(late).kill();

        late.subscriber().onSubscribe(source);

        assertThat(source.asked).containsExactly("cancel");
    }

    @ParameterizedTest
    @EnumSource
    void aSecondSubscriptionIsCancelledAndTheFirstGoesOn(Wait wait) {
        var second = new ManualPublisher<Integer>();
        var waiting = wait.inGreenlet(source);

        source.subscriber().onSubscribe(second);
        source.send(1);
        source.subscriber().onComplete();

        assertThat(waiting.get()).isEqualTo(1);
        assertThat(second.asked).containsExactly("cancel");
    }

    // ---- null

    @ParameterizedTest
    @EnumSource
    void nullIsRefusedAtOnceAndFailsTheWait(Wait wait) {
        assertThat(failure(wait, subscriber -> subscriber.onSubscribe(null)))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("onSubscribe");
        assertThat(afterSubscription(wait, subscriber -> subscriber.onNext(null)))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("onNext");
        assertThat(afterSubscription(wait, subscriber -> subscriber.onError(null)))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("onError");

        assertThat(refusals).hasSize(3).allMatch(e -> e instanceof NullPointerException);
    }

    /// What fails the wait; its publisher is cancelled.
    private Throwable afterSubscription(
            Wait wait, Consumer<Flow.Subscriber<? super Integer>> script) {
        source.asked.clear();
        Throwable failure =
                failure(
                        wait,
                        subscriber -> {
                            subscriber.onSubscribe(source);
                            script.accept(subscriber);
                        });
        assertThat(source.asked).hasSize(2).endsWith("cancel");
        return failure;
    }

    // ---- request and cancel that throw

    @ParameterizedTest
    @EnumSource
    void whatRequestThrowsCancelsAndFailsTheWaitAndNobodyElse(Wait wait) {
        var broken = new IllegalStateException("request");
        source.onRequest(n -> {
            throw broken;
        });

        assertThat(failure(wait, subscriber -> subscriber.onSubscribe(source))).isSameAs(broken);

        assertThat(source.asked).hasSize(2).endsWith("cancel");
        assertThat(refusals).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatCancelThrowsIsReportedAndTheKillSeen(Wait wait, TestHub hub) {
        var broken = new IllegalStateException("cancel");
        source.onCancel(() -> {
            throw broken;
        });
        var waiting = wait.inGreenlet(source);

        waiting.kill();
        Green.yieldNow();

        assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
        assertThat(hub.takeFailures()).containsExactly(broken);
    }

    @ParameterizedTest
    @EnumSource
    void anErrorFromInsideTheCancelIsReported(Wait wait, TestHub hub) {
        source.onCancel(() -> source.subscriber().onError(error));
        var waiting = wait.inGreenlet(source);

        waiting.kill();
        Green.yieldNow();

        assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
        assertThat(hub.takeFailures()).containsExactly(error);
    }

    // ---- too much, too late

    @ParameterizedTest
    @EnumSource
    void signalsAfterTheEndAreReportedOrDropped(Wait wait, TestHub hub) {
        var waiting = wait.inGreenlet(source);

        source.send(1);
        source.subscriber().onComplete();
        source.send(2);
        source.subscriber().onComplete();
        source.subscriber().onError(error);

        assertThat(waiting.get()).isEqualTo(1);
        Green.yieldNow();
        assertThat(hub.takeFailures()).containsExactly(error);
    }

    @ParameterizedTest
    @EnumSource
    void theEndAfterAnErrorIsIgnored(Wait wait) {
        var waiting = wait.inGreenlet(source);

        source.subscriber().onError(error);
        source.subscriber().onComplete();

        assertThatThrownBy(waiting::get).isSameAs(error);
    }

    @ParameterizedTest
    @EnumSource
    void anErrorAfterTheKillIsReportedOnce(Wait wait, TestHub hub) {
        wait.inGreenlet(source).kill();

        source.send(1);
        source.subscriber().onError(error);
        source.subscriber().onComplete();
        Green.yieldNow();

        assertThat(hub.takeFailures()).containsExactly(error);
    }

    @ParameterizedTest
    @EnumSource
    void anErrorAfterTheElementIsNeverLost(Wait wait, TestHub hub) {
        var waiting = wait.inGreenlet(source);

        source.send(1);
        source.subscriber().onError(error);
        waiting.join();
        Green.yieldNow();

        if (wait == Wait.FIRST) {
            assertThat(waiting.get()).isEqualTo(1);
            assertThat(hub.takeFailures()).containsExactly(error);
        } else {
            assertThat(waiting.failure()).isSameAs(error);
        }
    }

    @Test
    void moreThanRequestedFailsTheLoopAfterWhatWasRequested() {
        List<Integer> seen = new ArrayList<>();
        source.onRequest(n -> source.send(1, 2, 3));

        assertThatThrownBy(() -> Flows.iterate(source, 2).forEach(seen::add))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("more than the 2 elements requested");

        assertThat(seen).containsExactly(1, 2);
        assertThat(source.asked).containsExactly("2", "cancel");
    }

    @Test
    void moreThanTheFirstIsDropped() {
        source.onRequest(n -> {
            source.send(1, 2);
            source.subscriber().onComplete();
        });

        assertThat(Flows.<Integer>first(source)).isEqualTo(1);
        assertThat(source.asked).containsExactly("1", "cancel");
    }

    @Test
    void whatASecondElementMakesFailIsTheWaitAndALateErrorIsReported(TestHub hub) {
        source.onCancel(() -> source.subscriber().onError(error));
        var waiting = Wait.SINGLE.inGreenlet(source);

        source.send(1, 2, 3);
        Green.yieldNow();

        assertThat(waiting.failure()).isInstanceOf(IllegalArgumentException.class);
        assertThat(source.asked).containsExactly("all", "cancel");
        assertThat(hub.takeFailures()).containsExactly(error);
    }

    @ParameterizedTest
    @EnumSource
    void aSharedErrorGathersNothing(Wait wait) {
        for (int i = 0; i < 20; i++) {
            var waiting = wait.inGreenlet(source);
            source.subscriber().onError(error);
            assertThatThrownBy(waiting::get).isSameAs(error);
        }

        assertThat(error.getSuppressed()).isEmpty();
        assertThat(error).hasNoCause();
    }
}
