package jevent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// What the watchdog makes of a stack: first of those that this JDK really has, then of others.
@Timeout(60)
class NativeCallTest {

    private static final String FILE = "reads or writes a file, a FIFO or a terminal";

    /// Waits until that is said of a thread in `call`, which then ends since the process does.
    private static void see(String meaning, Callable<?> call, Process process) throws Exception {
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            try {
                                call.call();
                            } catch (Exception e) {
                                throw new AssertionError(e);
                            }
                        });
        while (!meaning.equals(NativeCall.of(thread.getStackTrace()))) {
            Thread.onSpinWait(); // it is on its way, perhaps to read a class first
        }
        process.getOutputStream().close();
        thread.join();
    }

    private static Process cat(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("cat"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    @Test
    void aProcessIsRead() throws Exception {
        Process cat = cat();
        see("reads what a process writes", () -> cat.getInputStream().read(), cat);
    }

    @Test
    void aFifoIsOpenedAndRead(@TempDir Path folder) throws Exception {
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();

        open(fifo);
        for (Process cat = writer(fifo); cat.isAlive(); cat.waitFor()) {
            try (var stream = new FileInputStream(fifo.toFile())) {
                see(FILE, stream::read, cat);
            }
        }
        for (Process cat = writer(fifo); cat.isAlive(); cat.waitFor()) {
            try (var channel = FileChannel.open(fifo, StandardOpenOption.READ)) {
                see(FILE, () -> channel.read(ByteBuffer.allocate(1)), cat);
            }
        }
        for (Process cat = writer(fifo); cat.isAlive(); cat.waitFor()) {
            try (var file = new RandomAccessFile(fifo.toFile(), "r")) {
                see(FILE, file::read, cat);
            }
        }
    }

    private static void open(Path fifo) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "read line; : > " + fifo).start();
        see(
                "opens a file, which takes until somebody opens the other end if it is a FIFO",
                () -> {
                    Files.newInputStream(fifo).close();
                    return true;
                },
                shell);
    }

    /// Holds the FIFO open, and writes nothing.
    private static Process writer(Path fifo) throws IOException {
        return new ProcessBuilder("sh", "-c", "cat > " + fifo).start();
    }

    @ParameterizedTest
    @CsvSource({
        "java.net.Inet6AddressImpl, lookupAllHostAddr, looks up the name or address of a host",
        "java.net.Inet4AddressImpl, getHostByAddr, looks up the name or address of a host",
        "java.io.FileOutputStream, writeBytes, '" + FILE + "'",
        "java.util.zip.Deflater, deflateBytesBytes,",
        "sun.nio.ch.SocketDispatcher, read0,",
        "java.lang.Object, hashCode,",
    })
    void aNativeMethodIsWhatItsClassSays(String type, String method, String meaning) {
        assertThat(NativeCall.of(stack(type, method))).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource({
        "java.lang.System$In, reads System.in",
        "java.lang.Process$PipeInputStream, reads what a process writes",
        "java.lang.Process$PipeOutputStream, writes what a process reads",
        "com.example.Reader, '" + FILE + "'",
    })
    void whatIsReadStandsBelow(String below, String meaning) {
        var stack =
                new StackTraceElement[] {
                    nativeFrame("java.io.FileInputStream", "readBytes"),
                    new StackTraceElement("java.io.FileInputStream", "read", "F.java", 281),
                    new StackTraceElement(below, "read", "X.java", 1)
                };
        assertThat(NativeCall.of(stack)).isEqualTo(meaning);
    }

    @Test
    void whoComputesIsInNone() {
        assertThat(NativeCall.of(new StackTraceElement[0])).isNull();
        assertThat(NativeCall.of(Thread.currentThread().getStackTrace())).isNull();
    }

    private static StackTraceElement[] stack(String type, String method) {
        return new StackTraceElement[] {nativeFrame(type, method)};
    }

    private static StackTraceElement nativeFrame(String type, String method) {
        return new StackTraceElement(type, method, null, -2);
    }
}
