package jevent;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.sync.Event;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Processes that end while a hub is stuck, and whose shutdown hook closes that hub. Each takes the
/// ten seconds for which one waits for such a hub, all together.
@Timeout(150)
@Tag("concurrency")
class SystemExitTest {

    private static final int STATUS = 7;
    private static final int SIGTERM = 128 + 15;
    private static final long LIMIT_SECONDS = 90;

    /// What a process does; its main class is [Child].
    enum Scenario {
        EXIT_IN_A_GREENLET {
            @Override
            void run() {
                Hub hub = Hub.open("exiting");
                closeAtEnd(hub);
                hub.run(() -> System.exit(STATUS));
            }
        },
        EXIT_IN_A_CALLBACK {
            @Override
            void run() {
                Hub hub = Hub.open("exiting");
                closeAtEnd(hub);
                hub.execute(() -> System.exit(STATUS));
                Green.sleep(Duration.ofHours(1));
            }
        },
        EXIT_IN_A_GREENLET_OF_MAIN {
            @Override
            void run() {
                closeAtEnd(Hub.current());
                Green.spawn(() -> System.exit(STATUS));
                Green.sleep(Duration.ofHours(1));
            }
        },
        EXIT_OF_MAIN {
            @Override
            void run() {
                closeAtEnd(Hub.current());
                Green.spawn(() -> new Event().await());
                Green.yieldNow();
                System.exit(STATUS);
            }
        },
        SIGTERM_WHILE_MAIN_SLEEPS {
            @Override
            void run() throws InterruptedException {
                closeAtEnd(Hub.current());
                Green.spawn(() -> new Event().await());
                Green.yieldNow();
                IO.println("ready");
                Thread.sleep(TimeUnit.HOURS.toMillis(1));
            }

            @Override
            boolean isToBeKilled() {
                return true;
            }
        },
        SIGTERM_WHILE_A_GREENLET_OF_MAIN_COMPUTES {
            @Override
            void run() {
                closeAtEnd(Hub.current());
                Green.spawn(() -> {
                    IO.println("ready");
                    while (true) {
                        Thread.onSpinWait();
                    }
                });
                Green.sleep(Duration.ofHours(1));
            }

            @Override
            boolean isToBeKilled() {
                return true;
            }
        };

        abstract void run() throws Exception;

        /// By SIGTERM, when it has said that it is ready.
        boolean isToBeKilled() {
            return false;
        }

        static void closeAtEnd(Hub hub) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> hub.close(Duration.ZERO)));
        }
    }

    static final class Child {
        private Child() {}

        public static void main(String[] args) throws Exception {
            Scenario.valueOf(args[0]).run();
        }
    }

    @Test
    void aHookThatClosesAStuckHubKeepsNoProcess() throws Exception {
        Map<Scenario, Process> children = new EnumMap<>(Scenario.class);
        try {
            for (Scenario scenario : Scenario.values()) {
                children.put(scenario, start(scenario));
            }
            for (Map.Entry<Scenario, Process> child : children.entrySet()) {
                if (child.getKey().isToBeKilled()) {
                    assertThat(child.getValue().inputReader().readLine()).isEqualTo("ready");
                    child.getValue().destroy();
                }
            }
            for (Map.Entry<Scenario, Process> child : children.entrySet()) {
                Process process = child.getValue();
                assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                        .as("%s ends", child.getKey())
                        .isTrue();
                assertThat(process.exitValue())
                        .as("status of %s", child.getKey())
                        .isEqualTo(child.getKey().isToBeKilled() ? SIGTERM : STATUS);
            }
        } finally {
            children.values().forEach(Process::destroyForcibly);
        }
    }

    private static Process start(Scenario scenario) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Xmx64m");
        if (Hub.mode() == Mode.CARRIER) {
            command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
        }
        command.add("-Djevent.mode=" + (Hub.mode() == Mode.CARRIER ? "carrier" : "baton"));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Child.class.getName());
        command.add(scenario.name());
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }
}
