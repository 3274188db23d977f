package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/// What a thread that the JDK shows as running waits for, if its stack tells.
///
/// A read of a file, a pipe, a FIFO or a terminal, and a look-up of a name, are system calls: the
/// thread cannot be unmounted meanwhile, and nothing but its top frames tells it from one that
/// computes.
final class NativeCall {

    /// How deep below the native method the class may stand that says what is read.
    private static final int FRAMES = 4;

    private static final Set<String> FILES =
            Set.of(
                    "java.io.FileInputStream",
                    "java.io.FileOutputStream",
                    "java.io.RandomAccessFile",
                    "sun.nio.ch.UnixFileDispatcherImpl",
                    "sun.nio.ch.FileDispatcherImpl",
                    "sun.nio.fs.UnixNativeDispatcher",
                    "sun.nio.fs.WindowsNativeDispatcher");

    private NativeCall() {}

    /// What it does, as in "it ...": null if it is in no such call.
    static @Nullable String of(StackTraceElement[] stack) {
        if (stack.length == 0 || !stack[0].isNativeMethod()) {
            return null;
        }
        String type = stack[0].getClassName();
        if (type.startsWith("java.net.Inet") && type.endsWith("AddressImpl")) {
            return "looks up the name or address of a host";
        }
        if (!FILES.contains(type)) {
            return null;
        }
        return stack[0].getMethodName().startsWith("open")
                ? "opens a file, which takes until somebody opens the other end if it is a FIFO"
                : reader(stack);
    }

    private static String reader(StackTraceElement[] stack) {
        for (int i = 1; i < Math.min(stack.length, FRAMES); i++) {
            switch (stack[i].getClassName()) {
                case "java.lang.System$In" -> {
                    return "reads System.in";
                }
                case "java.lang.Process$PipeInputStream" -> {
                    return "reads what a process writes";
                }
                case "java.lang.Process$PipeOutputStream" -> {
                    return "writes what a process reads";
                }
                default -> {}
            }
        }
        return "reads or writes a file, a FIFO or a terminal";
    }
}
