import org.jspecify.annotations.NullMarked;

/// RxJava 3 and greenlets: await a `Single`, iterate a `Flowable`, serve as one.
@NullMarked
module jevent.rx {
    requires static org.jspecify;
    requires transitive jevent;
    requires transitive io.reactivex.rxjava3;
    requires transitive org.reactivestreams;
    requires static org.junit.jupiter.api;

    exports jevent.rx;
    exports jevent.rx.testing;
}
