package jevent.reactor;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Waits for several `Mono`s, by Reactor's own operators.
final class Several {

    private Several() {}

    static <T> List<@Nullable T> all(Collection<? extends Mono<? extends T>> monos) {
        List<@Nullable T> values =
                Monos.<List<@Nullable T>>await(Mono.zip(ended(monos), Several::values));
        return values == null ? List.of() : values;
    }

    static <T> @Nullable T first(Collection<? extends Mono<? extends T>> monos) {
        if (monos.isEmpty()) {
            throw new IllegalArgumentException(
                    "a race of none has no winner: give one Mono or more");
        }
        return Several.<T>value(Monos.await(Mono.firstWithSignal(ended(monos))));
    }

    /// What signals at the end of each, not at its value, and also if it has none.
    private static List<Mono<List<Object>>> ended(Collection<? extends Mono<?>> monos) {
        List<Mono<List<Object>>> ended = new ArrayList<>(monos.size());
        for (Mono<?> mono : monos) {
            ended.add(mono.flux().cast(Object.class).collectList());
        }
        return ended;
    }

    private static <T> List<@Nullable T> values(Object[] lists) {
        List<@Nullable T> values = new ArrayList<>(lists.length);
        for (Object list : lists) {
            values.add(Several.<T>value(list));
        }
        return values;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // lists of one Mono's values
    private static <T> @Nullable T value(@Nullable Object list) {
        return list instanceof List<?> items && !items.isEmpty() ? (T) items.getFirst() : null;
    }
}
