package jevent;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.sync.Queue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where memory is full, an item is refused: no lock is left held, and what was taken is kept. In a
/// JVM of its own, which has little memory.
@Timeout(60)
class MemoryFullTest {

    private static final String GOOD = "nothing is lost";

    @Test
    void anItemIsRefusedAndNothingElseHasHappened() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx24m", "-cp", System.getProperty("java.class.path")));
        command.add("-Djevent.mode=" + Hub.mode().name().toLowerCase(java.util.Locale.ROOT));
        command.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"));
        command.add(MemoryFullTest.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains(GOOD);
    }

    /// The other JVM.
    public static void main(String[] args) {
        Queue<Object> queue = Queue.unbounded();
        int taken = fill(queue);
        if (queue.size() != taken) { // or waits for the lock for ever
            throw new AssertionError(queue.size() + " of " + taken);
        }
        for (int i = 0; i < taken; i++) {
            queue.get();
        }
        queue.put("one more");
        System.out.println(queue.size() == 1 ? GOOD : "too many");
    }

    private static int fill(Queue<Object> queue) {
        int taken = 0;
        try {
            while (true) {
                queue.put(GOOD); // all the memory is the queue's
                taken++;
            }
        } catch (OutOfMemoryError e) {
            return taken;
        }
    }
}
