package jevent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;

import jevent.sync.Event;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What greenlets are called where threads are shown.
class GreenletNameTest {

    private final Hub hub = Hub.open("web");

    @AfterEach
    void close() {
        hub.close(Duration.ZERO);
    }

    private static String threadName() {
        return Thread.currentThread().getName();
    }

    @Test
    void greenletsShareOneStringThatIsTheNameOfTheirHub() {
        Greenlet<String> one = hub.spawn(GreenletNameTest::threadName);
        Greenlet<String> two = hub.spawn(GreenletNameTest::threadName);

        assertThat(one.get()).isEqualTo("web").isSameAs(two.get()).isSameAs(hub.name());
        assertThat(hub.<String>run(() -> threadName())).isSameAs(hub.name());
    }

    @Test
    void aNamedOneHasItsOwn() {
        var gate = new Event();
        Greenlet<String> before =
                hub.spawn(() -> {
                    gate.await();
                    return threadName();
                });
        before.named("one");
        gate.set();
        Greenlet<String> itself =
                hub.spawn(() -> {
                    Green.current().named("two");
                    return threadName();
                });

        assertThat(before.get()).isEqualTo("web/one");
        assertThat(itself.get()).isEqualTo("web/two");
        assertThat(itself.named("late").name()).isEqualTo("late");
    }

    @Test
    void callbacksHaveTheirs() {
        var name = new Waiter<String>();
        hub.execute(() -> name.wake(threadName()));

        assertThat(name.get(Duration.ofSeconds(30))).isEqualTo("web/callbacks");
    }

    @Test
    void aThreadDumpShowsThem(@TempDir Path folder) throws IOException {
        var gate = new Event();
        var parked = hub.spawn(() -> gate.await()).named("the parked one"); // while it waits
        hub.run(() -> Green.yieldNow());
        Path dump = folder.resolve("threads.txt");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);

        assertThat(Files.readString(dump)).contains("\"web/the parked one\" virtual");
        gate.set();
        parked.join();
    }
}
