package schedules;

import static org.assertj.core.api.Assertions.assertThat;

import kotlin.Unit;

import org.jspecify.annotations.Nullable;
import org.pastalab.fray.core.TestRunner;
import org.pastalab.fray.core.command.Configuration;
import org.pastalab.fray.core.command.ExecutionInfo;
import org.pastalab.fray.core.command.LambdaExecutor;
import org.pastalab.fray.core.command.NetworkDelegateType;
import org.pastalab.fray.core.command.SystemTimeDelegateType;
import org.pastalab.fray.core.observers.TimelineCoverageType;
import org.pastalab.fray.core.randomness.ControlledRandomProvider;
import org.pastalab.fray.core.scheduler.POSScheduler;
import org.pastalab.fray.core.scheduler.RandomScheduler;
import org.pastalab.fray.core.scheduler.Scheduler;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs a scenario of a few threads again and again, each time by another schedule.
///
/// At each access to a volatile field, a CAS, a park, a start or an end of a thread, one of the
/// threads is chosen at random to go on. A scenario fails if it throws, if one of its threads does,
/// or if nobody can go on. Time is virtual: it advances when it is read.
///
/// What it does not see: accesses to plain fields are no steps. So a scenario, and a broken twin,
/// must have its race where the runtime has it, in volatile fields and VarHandles.
public final class Schedules {

    private static final int COUNT = Integer.getInteger("jevent.schedules", 300);
    private static final int NO_LIMIT = -1;
    private static final int LIMIT_SECONDS = 3_600;
    private static final long NANOS_A_LOOK = 100_000;

    private static final AtomicInteger EXPLORATIONS = new AtomicInteger();

    /// Which thread goes on at each step.
    public enum Choice {
        /// Any. For scenarios in which a thread spins until another has done something, too.
        RANDOM {
            @Override
            Scheduler scheduler() {
                return new RandomScheduler();
            }
        },
        /// The one with the highest priority, which is drawn anew now and then: so one thread is
        /// often stopped for long between two steps. Where a thread spins it may spin for ever.
        PRIORITY {
            @Override
            Scheduler scheduler() {
                return new POSScheduler();
            }
        };

        abstract Scheduler scheduler();
    }

    private Schedules() {}

    /// As [#allHold(Choice, Runnable)], by a random choice.
    public static void allHold(Runnable scenario) {
        allHold(Choice.RANDOM, scenario);
    }

    /// No schedule makes the scenario fail. (And all have been tried: Fray may give up early.)
    public static void allHold(Choice choice, Runnable scenario) {
        Path report = report();
        var runs = new AtomicInteger();
        Throwable failure =
                explore(
                        () -> {
                            runs.incrementAndGet();
                            scenario.run();
                        },
                        choice,
                        report);
        assertThat(failure).as("recorded in %s", report).isNull();
        assertThat(runs).as("schedules").hasValue(COUNT);
    }

    /// As [#someFails(Choice, Runnable)], by a random choice.
    public static void someFails(Runnable scenario) {
        someFails(Choice.RANDOM, scenario);
    }

    /// Some schedule makes it fail: for twins that are broken on purpose.
    public static void someFails(Choice choice, Runnable scenario) {
        assertThat(explore(scenario, choice, report())).as("what the broken twin does").isNotNull();
    }

    /// Runs the bodies in threads of their own, and waits for all.
    public static void together(Runnable... bodies) {
        List<Thread> threads = new ArrayList<>();
        for (Runnable body : bodies) {
            threads.add(new Thread(body));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static Path report() {
        return Path.of("target", "fray", "report", "" + EXPLORATIONS.incrementAndGet());
    }

    /// The first failure, or null; Fray's progress is not shown.
    private static @Nullable Throwable explore(Runnable scenario, Choice choice, Path report) {
        PrintStream out = System.out;
        System.setOut(
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        try {
            return new TestRunner(configuration(scenario, choice, report)).run();
        } finally {
            System.setOut(out);
        }
    }

    private static Configuration configuration(Runnable scenario, Choice choice, Path report) {
        var body =
                new LambdaExecutor(() -> {
                    scenario.run();
                    return Unit.INSTANCE;
                });
        return new Configuration(
                new ExecutionInfo(body, false, false, NO_LIMIT),
                report,
                COUNT,
                LIMIT_SECONDS,
                choice.scheduler(),
                new ControlledRandomProvider(),
                /* fullSchedule= */ false,
                /* exploreMode= */ false,
                /* noExitWhenBugFound= */ true,
                /* isReplay= */ false,
                /* noFray= */ false,
                /* dummyRun= */ false,
                NetworkDelegateType.NONE,
                SystemTimeDelegateType.MOCK,
                NANOS_A_LOOK,
                /* ignoreTimedBlock= */ false,
                /* sleepAsYield= */ true,
                /* resetClassLoader= */ false,
                /* redirectStdout= */ false,
                /* abortThreadExecutionAfterMainExit= */ false,
                /* resolveRacingOperationStackTraceHash= */ false,
                TimelineCoverageType.NONE);
    }
}
