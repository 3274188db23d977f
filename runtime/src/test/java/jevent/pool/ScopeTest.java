package jevent.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.Timeout;
import jevent.sync.Event;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// What a block waits for, what ends it, and that nobody is left behind.
@GreenTest
@Tag("concurrency")
class ScopeTest {

    private static final Duration SHORT = Duration.ofMillis(10);

    private final List<Object> log = new ArrayList<>();
    private final IOException failure = new IOException("broken");
    private final Event never = new Event();

    /// Waits for ever; says when it is killed, after a clean-up that takes its time.
    private void linger(String name) {
        try {
            never.await();
        } finally {
            Green.sleep(SHORT);
            log.add(name);
        }
    }

    private Object fail() throws IOException {
        Green.sleep(SHORT);
        throw failure;
    }

    @Test
    void itReturnsWhatItsBlockReturnsWhenAllMembersHaveEnded(TestHub hub) {
        String result =
                Scope.call(scope -> {
                    scope.spawn(() -> Green.sleep(20));
                    scope.spawn(() -> Green.sleep(10));
                    return "result";
                });

        assertThat(result).isEqualTo("result");
        assertThat(hub.elapsed()).isEqualTo(Duration.ofMillis(20));
    }

    /// The first one waits, so the block waits for that; the second one fails.
    @Test
    void aFailureEndsTheOthersAndTheBlockAndIsThrown() {
        Throwable thrown =
                catchThrowable(() ->
                        Scope.call(scope -> {
                            Greenlet<?> one = scope.spawn(() -> linger("one"));
                            Greenlet<?> two = scope.spawn(this::fail);
                            one.get();
                            return two.get();
                        }));

        assertThat(thrown).isSameAs(failure).hasNoSuppressedExceptions();
        assertThat(log).containsExactly("one");
    }

    @Test
    void aFailureAfterTheBlockEndsTheOthersAndIsThrown() {
        Throwable thrown =
                catchThrowable(() ->
                        Scope.run(scope -> {
                            scope.spawn(() -> linger("one"));
                            scope.spawn(this::fail);
                        }));

        assertThat(thrown).isSameAs(failure);
        assertThat(log).containsExactly("one");
    }

    @Test
    void aBlockThatThrowsLeavesNobodyBehind() {
        Throwable thrown =
                catchThrowable(() ->
                        Scope.run(scope -> {
                            scope.spawn(() -> linger("one"));
                            Green.yieldNow();
                            throw failure;
                        }));

        assertThat(thrown).isSameAs(failure);
        assertThat(log).containsExactly("one");
    }

    @Test
    void aBlockIsEndedOnceAndNotByAnException() {
        Throwable thrown =
                catchThrowable(() ->
                        Scope.run(scope -> {
                            scope.spawn(this::fail);
                            try {
                                never.await();
                            } catch (Exception e) {
                                log.add("swallowed");
                            } finally {
                                Green.sleep(SHORT);
                                log.add("cleaned up");
                            }
                        }));

        assertThat(thrown).isSameAs(failure).hasNoSuppressedExceptions();
        assertThat(log).containsExactly("cleaned up");
    }

    @Test
    @GreenTest(realTime = true)
    void aBlockIsEndedInAJdkCallToo() {
        Greenlet<?> owner =
                Green.spawn(() ->
                        Scope.run(scope -> {
                            scope.spawn(this::fail);
                            Green.blocking(() -> {
                                Thread.sleep(60_000);
                                return null;
                            });
                        }));

        assertThat(catchThrowable(owner::get)).isSameAs(failure);
    }

    @Test
    void aBlockThatReturnsThoughItIsCancelledReturnsNothing() {
        Throwable thrown =
                catchThrowable(() ->
                        Scope.call(scope -> {
                            scope.spawn(this::fail);
                            try {
                                never.await();
                            } catch (ScopeExit exit) {
                                log.add(exit.getCause());
                            }
                            return "result";
                        }));

        assertThat(thrown).isSameAs(failure);
        assertThat(log).containsExactly(failure);
    }

    @Test
    void anErrorThatWasNotThrownInTheBlockIsNotThrownAfterIt() {
        Throwable thrown =
                catchThrowable(() ->
                        Scope.run(scope -> {
                            scope.spawn(() -> {
                                throw failure;
                            });
                            scope.members().getFirst().join();
                        }));
        Green.sleep(SHORT);

        assertThat(thrown).isSameAs(failure);
    }

    @Test
    void whatFailsLaterIsSuppressed() {
        var second = new IllegalStateException("second");
        var third = new IllegalStateException("third");
        Throwable thrown =
                catchThrowable(() ->
                        Scope.run(scope -> {
                            scope.spawn(this::fail);
                            scope.spawn(() -> {
                                Green.sleep(SHORT);
                                throw second;
                            });
                            try {
                                never.await();
                            } finally {
                                throwIt(third);
                            }
                        }));

        assertThat(thrown).isSameAs(failure);
        assertThat(thrown.getSuppressed()).containsExactly(second, third);
    }

    private static void throwIt(RuntimeException error) {
        throw error;
    }

    @Test
    void aBlockThatGotTheFailureItselfThrowsTheVeryObject() {
        Throwable thrown = catchThrowable(() -> Scope.run(scope -> scope.spawn(this::fail).get()));

        assertThat(thrown).isSameAs(failure).hasNoSuppressedExceptions();
    }

    @Test
    void aMemberThatIsKilledHasNotFailed() {
        String result =
                Scope.call(scope -> {
                    scope.spawn(() -> linger("one"));
                    Green.yieldNow();
                    scope.kill();
                    scope.spawn(() -> log.add("two"));
                    return "result";
                });

        assertThat(result).isEqualTo("result");
        assertThat(log).containsExactly("one", "two");
    }

    @Test
    void aKillInTheBlockKillsTheMembers() {
        Greenlet<?> owner =
                Green.spawn(() ->
                        Scope.run(scope -> {
                            scope.spawn(() -> linger("one"));
                            linger("block");
                        }));
        Green.sleep(SHORT);
        owner.kill();

        assertThat(owner.failure()).isInstanceOf(GreenletExit.class);
        assertThat(log).containsExactly("block", "one");
    }

    @Test
    void aKillAfterTheBlockKillsTheMembers() {
        Greenlet<?> owner = Green.spawn(() -> Scope.run(scope -> scope.spawn(() -> linger("one"))));
        Green.sleep(SHORT);
        owner.kill();

        assertThat(owner.failure()).isInstanceOf(GreenletExit.class);
        assertThat(log).containsExactly("one");
    }

    @Test
    void aSecondKillLeavesNobodyBehind() {
        Greenlet<?> owner = Green.spawn(() -> Scope.run(scope -> scope.spawn(() -> linger("one"))));
        Green.sleep(SHORT);
        owner.killLater();
        Green.yieldNow();
        owner.kill();

        assertThat(owner.failure()).isInstanceOf(GreenletExit.class);
        assertThat(log).containsExactly("one");
    }

    @Test
    void aTimeoutAroundItEndsIt(TestHub hub) {
        String result =
                Timeout.callOr(
                        SHORT,
                        "fallback",
                        () ->
                                Scope.call(scope -> {
                                    scope.spawn(() -> linger("one"));
                                    never.await();
                                    return "result";
                                }));

        assertThat(result).isEqualTo("fallback");
        assertThat(hub.elapsed()).isEqualTo(SHORT.multipliedBy(2));
        assertThat(log).containsExactly("one");
    }

    @Test
    void aFailureThatComesToNothingByAKillIsReported(TestHub hub) {
        Greenlet<?> owner =
                Green.spawn(() ->
                        Scope.run(scope -> {
                            scope.spawn(this::fail);
                            linger("block");
                        }));
        Green.sleep(SHORT.plusMillis(5));
        owner.kill(); // it cleans up after its cancellation

        assertThat(owner.failure()).isInstanceOf(GreenletExit.class);
        assertThat(hub.takeFailures()).containsExactly(failure);
    }

    @Test
    void membersOfASupervisorFailIndependently(TestHub hub) {
        String result =
                Scope.supervisor()
                        .call(scope -> {
                            scope.spawn(this::fail);
                            scope.spawn(() -> {
                                Green.sleep(20);
                                log.add("two");
                            });
                            return "result";
                        });

        assertThat(result).isEqualTo("result");
        assertThat(log).containsExactly("two");
        assertThat(hub.takeFailures()).containsExactly(failure);
    }

    @Test
    void aSupervisorsBlockThatThrowsLeavesNobodyBehind() {
        Throwable thrown =
                catchThrowable(() ->
                        Scope.supervisor()
                                .run(scope -> {
                                    scope.spawn(() -> linger("one"));
                                    Green.yieldNow();
                                    throw failure;
                                }));

        assertThat(thrown).isSameAs(failure);
        assertThat(log).containsExactly("one");
    }

    @Test
    void membersMayStartMembers() {
        Scope.run(scope ->
                scope.spawn(() ->
                        scope.spawn(() -> {
                            Green.sleep(SHORT);
                            log.add("grandchild");
                        })));

        assertThat(log).containsExactly("grandchild");
    }

    @Test
    void oneThatIsStartedInACancelledScopeNeverBegins() {
        Throwable thrown =
                catchThrowable(() ->
                        Scope.run(scope -> {
                            scope.spawn(this::fail);
                            try {
                                never.await();
                            } finally {
                                var late = scope.spawn(() -> log.add("never"));
                                log.add(late.isReady());
                            }
                        }));

        assertThat(thrown).isSameAs(failure);
        assertThat(log).containsExactly(true);
    }

    @Test
    void aScopeThatHasEndedTakesNobody() {
        var leaked = new AtomicReference<Scope>();
        Scope.run(leaked::set);
        Greenlet<?> late = Green.spawn(() -> never.await());
        Scope ended = java.util.Objects.requireNonNull(leaked.get());

        assertThatThrownBy(() -> ended.spawn(() -> "never"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Scope of 0 has ended and cannot spawn")
                .hasMessageContaining("Green.spawn");
        assertThatThrownBy(() -> ended.add(late)).isInstanceOf(IllegalStateException.class);
        late.join();
        assertThat(late.failure()).isInstanceOf(GreenletExit.class);
    }

    @Test
    void theBlockCannotBeItsOwnMember() {
        Greenlet<?> owner =
                Green.spawn(() ->
                        Scope.run(scope ->
                                assertThatThrownBy(() -> scope.add(Green.current()))
                                        .isInstanceOf(IllegalArgumentException.class)));
        owner.join();

        assertThat(owner.isSuccessful()).isTrue();
    }

    @Test
    void aFailureOutsideEndsWhatIsInside(TestHub hub) {
        Throwable thrown =
                catchThrowable(() ->
                        Scope.run(outer -> {
                            outer.spawn(this::fail);
                            Scope.run(inner -> {
                                inner.spawn(() -> linger("inner"));
                                never.await();
                            });
                        }));

        assertThat(thrown).isSameAs(failure).hasNoSuppressedExceptions();
        assertThat(log).containsExactly("inner");
    }

    @Test
    void aFailureInsideIsOneOfTheBlockOutside() {
        Throwable thrown =
                catchThrowable(() ->
                        Scope.run(outer -> {
                            outer.spawn(() -> linger("outer"));
                            Scope.run(inner -> {
                                inner.spawn(this::fail);
                                linger("inner");
                            });
                        }));

        assertThat(thrown).isSameAs(failure);
        assertThat(log).containsExactly("inner", "outer");
    }

    @Test
    void aCallbackAndAThreadWithoutAHubAreToldWhatToDo(TestHub hub) throws Exception {
        hub.hub().execute(() -> log.add(catchThrowable(() -> Scope.run(scope -> {}))));
        Green.sleep(SHORT);
        Thread stranger =
                Thread.ofVirtual()
                        .start(() -> {
                            Throwable thrown = catchThrowable(() -> Scope.run(scope -> {}));
                            log.add(thrown);
                        });
        stranger.join();

        assertThat(log).hasSize(2).allMatch(IllegalStateException.class::isInstance);
        assertThat(log.getFirst()).asString().contains("do it in a greenlet");
        assertThat(log.getLast()).asString().contains("Hub.shared().run(...)");
    }

    @Test
    @GreenTest(realTime = true)
    void aMemberOfAnotherHubIsWaitedForAndItsFailureCounts() {
        try (Hub other = Hub.open("other")) {
            String text =
                    Scope.call(scope -> {
                        scope.add(
                                other.spawn(() -> {
                                    Green.sleep(SHORT);
                                    log.add("other");
                                }));
                        return "result";
                    });
            assertThat(text).isEqualTo("result");
            Throwable thrown =
                    catchThrowable(() ->
                            Scope.run(scope -> {
                                scope.add(other.spawn(this::fail));
                                linger("block");
                            }));
            assertThat(thrown).isSameAs(failure);
        }
        assertThat(log).containsExactly("other", "block");
    }

    @Test
    @GreenTest(realTime = true)
    void aMemberOfAnotherHubIsKilledWithTheScope() {
        try (Hub other = Hub.open("other")) {
            var begun = new Event();
            Throwable thrown =
                    catchThrowable(() ->
                            Scope.run(scope -> {
                                scope.add(
                                        other.spawn(() -> {
                                            begun.set();
                                            linger("other");
                                        }));
                                begun.await(Duration.ofSeconds(10));
                                throw failure;
                            }));
            assertThat(thrown).isSameAs(failure);
            assertThat(log).containsExactly("other");
        }
    }

    @Test
    void anotherHubIsToldWhereAScopeBelongs() {
        try (Hub other = Hub.open("other")) {
            Throwable thrown =
                    catchThrowable(() -> Scope.run(scope -> other.run(() -> scope.spawn(() -> 1))));

            assertThat(thrown)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Scope of 0 belongs to hub test")
                    .hasMessageContaining("hub.run(...)");
        }
    }
}
