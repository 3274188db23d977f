package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import reactor.core.publisher.Hooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Reactor's global hooks for one test, which fails if they are told anything that it has not
/// taken.
final class Dropped implements BeforeEachCallback, AfterEachCallback {

    private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
    private final Queue<Object> values = new ConcurrentLinkedQueue<>();

    @Override
    public void beforeEach(ExtensionContext context) {
        Hooks.onErrorDropped(errors::add);
        Hooks.onNextDropped(values::add);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Hooks.resetOnErrorDropped();
        Hooks.resetOnNextDropped();
        assertThat(errors).as("errors dropped").isEmpty();
        assertThat(values).as("values dropped").isEmpty();
    }

    List<Throwable> takeErrors() {
        return take(errors);
    }

    List<Object> takeValues() {
        return take(values);
    }

    private static <T> List<T> take(Queue<T> queue) {
        List<T> taken = new ArrayList<>();
        for (T next = queue.poll(); next != null; next = queue.poll()) {
            taken.add(next);
        }
        return taken;
    }
}
