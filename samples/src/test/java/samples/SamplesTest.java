package samples;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.testing.VirtualTime;

import org.junit.jupiter.api.Test;

import reactor.core.publisher.Hooks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Runs every sample and reads what it prints. Those that sleep do so in virtual time.
class SamplesTest {

    @Test
    void oneThread() {
        assertThat(printed(() -> new OneThread().main())).isEqualTo("hello Ada, says http\n");
    }

    @Test
    void pingPong() {
        assertThat(printed(() -> new PingPong().main()))
                .isEqualTo(
                        """
                        1
                        3
                        2
                        5
                        hello world
                        42
                        In the child.
                        In the parent.
                        Entering outer and spawning inner.
                        Switching to inner.
                        Entering and leaving inner.
                        Got from inner value: 42
                        Switching to inner again.
                        Got from inner value: null
                        Inner is dead: true
                        """);
    }

    @Test
    void sleepers() {
        assertThat(printedAtOnce(() -> new Sleepers().main()))
                .isEqualTo(
                        """
                        one goes to sleep
                        two goes to sleep
                        three goes to sleep
                        one wakes up
                        two wakes up
                        three wakes up
                        nine seconds of sleep took 3
                        """);
    }

    @Test
    void eventWaiters() {
        assertThat(printedAtOnce(() -> new EventWaiters().main()))
                .isEqualTo(
                        """
                        A: Hey wait for me, I have to do something
                        I'll wait for you
                        I'll wait for you
                        I'll wait for you
                        Ok, I'm done
                        It's about time
                        It's about time
                        It's about time
                        Hello!
                        Hello!
                        Hello!
                        """);
    }

    @Test
    void poolOfTwo() {
        assertThat(printedAtOnce(() -> new PoolOfTwo().main()))
                .isEqualTo(
                        """
                        the pool is full: true
                        wait for dinner
                        cook
                        dinner is ready
                        eat
                        wash up
                        go home
                        """);
    }

    @Test
    void channel() {
        assertThat(printedAtOnce(() -> new ProducerConsumer().main()))
                .isEqualTo(
                        """
                        baker offers bread
                        guest takes bread
                        baker offers rolls
                        guest takes rolls
                        baker offers cake
                        guest takes cake
                        """);
    }

    @Test
    void timeout() {
        assertThat(printedAtOnce(() -> new SlowCall().main()))
                .isEqualTo(
                        """
                          (the slow call is over)
                        with a fallback: no answer
                          (the slow call is over)
                        by hand: no answer, timed out after 1 s
                          (the slow call is over)
                        nested: the outer limit was shorter
                        """);
    }

    @Test
    void starvation() {
        assertThat(printed(() -> new Starvation().main()))
                .isEqualTo(
                        """
                        while one computes, the other has 0 turns
                        while one computes, and yields after each tenth, the other has 10 turns
                        while one computes on a hub of its own, the other has many turns
                        """);
    }

    @Test
    void requestIds() {
        try {
            assertThat(printed(() -> new RequestIds().main()))
                    .isEqualTo(
                            """
                            [7] served by a greenlet
                            [7] looked up by one of Reactor's threads
                            [7] counted by another greenlet
                            [7] audited by one more
                            [8] served by a greenlet
                            [8] looked up by one of Reactor's threads
                            [8] counted by another greenlet
                            [8] audited by one more
                            [null] done
                            """);
        } finally {
            Hooks.disableAutomaticContextPropagation(); // for the others of this process
        }
    }

    @Test
    void echo() {
        assertThat(printed(this::runEcho))
                .isEqualTo(
                        """
                        echo: I am the first
                        echo: I am the second
                        echo: I am the third
                        """);
    }

    private void runEcho() {
        try {
            new Echo().main();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// In virtual time: the sample sleeps, the test does not.
    private static String printedAtOnce(Runnable sample) {
        return printed(() -> VirtualTime.measure(sample));
    }

    private static String printed(Runnable sample) {
        var stdout = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            sample.run();
        } finally {
            System.setOut(stdout);
        }
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
