package jevent.reactor;

import jevent.Hub;
import jevent.flow.Body;
import jevent.flow.Emitter;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import java.util.List;
import java.util.Objects;

/// A `Flux` that a greenlet emits, one for each subscriber.
final class GreenletFlux<T> extends Flux<T> {

    private final @Nullable Hub hub;
    private final Body<T> body;

    private GreenletFlux(@Nullable Hub hub, Body<T> body) {
        this.hub = hub;
        this.body = Objects.requireNonNull(body, "body");
    }

    static <T> Flux<T> of(@Nullable Hub hub, Body<T> body) {
        return onAssembly(new GreenletFlux<>(hub, body));
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        var run = new Run<T>(actual, body);
        actual.onSubscribe(run);
        run.begin(hub);
    }

    private static final class Run<T> extends Emitter<T> implements Subscription {

        private final CoreSubscriber<? super T> actual;
        private final Body<T> body;

        /// The subscriber's; written when the body begins.
        private Context context = Context.empty();

        Run(CoreSubscriber<? super T> actual, Body<T> body) {
            this.actual = actual;
            this.body = body;
        }

        void begin(@Nullable Hub hub) {
            start(hub);
        }

        @Override
        protected void body() throws Exception {
            context = actual.currentContext();
            GreenletContext.<@Nullable Void>call(
                    context,
                    () -> {
                        body.run(this);
                        return null;
                    });
        }

        @Override
        protected void emit(T item) {
            actual.onNext(item);
        }

        @Override
        protected void complete() {
            actual.onComplete();
        }

        @Override
        protected void tell(Throwable error) {
            actual.onError(error);
        }

        @Override
        protected Throwable together(List<Throwable> errors) {
            return Exceptions.multiple(errors);
        }

        @Override
        protected void surround(Runnable work) {
            GreenletContext.within(context, work).run();
        }

        @Override
        protected void discard(T item) {
            Operators.onDiscard(item, actual.currentContext());
        }

        @Override
        protected void drop(Throwable error) {
            Operators.onErrorDropped(error, actual.currentContext());
        }

        @Override
        public void request(long n) {
            if (Operators.validate(n)) {
                grant(n);
            }
        }

        @Override
        public void cancel() {
            abandon();
        }

        @Override
        public String toString() {
            return "Fluxes.from(" + body + ")";
        }
    }
}
