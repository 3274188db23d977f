package jevent.benchmarks;

import static jevent.benchmarks.Contender.CONTINUATION;
import static jevent.benchmarks.Contender.JEVENT_BATON;
import static jevent.benchmarks.Contender.JEVENT_CARRIER;
import static jevent.benchmarks.Contender.JEVENT_OWN_THREAD;
import static jevent.benchmarks.Contender.JEVENT_SPINNING;
import static jevent.benchmarks.Contender.KOTLIN;
import static jevent.benchmarks.Contender.KOTLIN_FLOW;
import static jevent.benchmarks.Contender.REACTOR;
import static jevent.benchmarks.Contender.RXJAVA;
import static jevent.benchmarks.Contender.VIRTUAL_THREADS;
import static jevent.benchmarks.Contender.VIRTUAL_THREADS_ONE_CARRIER;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is measured, in which unit, and what jevent has to reach.
enum Workload {
    SWITCH(
            "switch",
            Switch.class,
            "ns/switch",
            Target.of(JEVENT_CARRIER, 1.15, CONTINUATION),
            Target.of(JEVENT_BATON, 2.0, VIRTUAL_THREADS)),
    SPAWN_JOIN(
            "spawn-join",
            SpawnJoin.class,
            "ns/task",
            Target.of(JEVENT_CARRIER, 0.5, KOTLIN),
            Target.of(JEVENT_CARRIER, 2.0, CONTINUATION),
            Target.of(JEVENT_BATON, 2.0, VIRTUAL_THREADS)),
    CHANNEL(
            "channel",
            Rendezvous.class,
            "ns/element",
            Target.of(JEVENT_CARRIER, 2.0, CONTINUATION),
            Target.of(JEVENT_BATON, 2.0, VIRTUAL_THREADS)),
    QUEUE(
            "queue-128",
            BoundedQueue.class,
            "ns/element",
            Target.of(JEVENT_CARRIER, 1.5, CONTINUATION),
            Target.of(JEVENT_CARRIER, 0.25, KOTLIN),
            Target.of(JEVENT_BATON, 2.0, VIRTUAL_THREADS)),
    TIMEOUT(
            "timeout",
            Timeouts.class,
            "ns/timeout",
            Target.of(JEVENT_CARRIER, 0.5, VIRTUAL_THREADS, KOTLIN, REACTOR, RXJAVA).orAtMost(50),
            Target.of(JEVENT_BATON, 2.0, VIRTUAL_THREADS)),
    MONO_AWAIT(
            "mono-await",
            MonoAwait.class,
            "ns/await",
            Target.of(JEVENT_CARRIER, 1.0, REACTOR),
            Target.of(JEVENT_CARRIER, 0.3, KOTLIN),
            Target.of(JEVENT_BATON, 2.0, REACTOR)),
    MONO_AWAIT_PENDING(
            "mono-await-pending",
            MonoAwaitPending.class,
            "ns/await",
            Target.of(JEVENT_CARRIER, 1.15, CONTINUATION),
            Target.of(JEVENT_CARRIER, 1.0, VIRTUAL_THREADS_ONE_CARRIER),
            Target.of(JEVENT_BATON, 2.0, VIRTUAL_THREADS)),
    MONO_AWAIT_ACROSS(
            "mono-await-across",
            MonoAwaitAcross.class,
            "ns/await",
            Target.of(JEVENT_CARRIER, 1.0, REACTOR, KOTLIN),
            Target.of(JEVENT_SPINNING, 0.25, REACTOR, KOTLIN),
            Target.of(JEVENT_BATON, 2.0, REACTOR)),
    MONO_AWAIT_NETTY(
            "mono-await-netty",
            MonoAwaitNetty.class,
            "ns/await",
            Target.of(JEVENT_CARRIER, 0.05, JEVENT_OWN_THREAD)),
    SINGLE_AWAIT(
            "single-await",
            SingleAwait.class,
            "ns/await",
            Target.of(JEVENT_CARRIER, 1.0, RXJAVA),
            Target.of(JEVENT_CARRIER, 0.3, KOTLIN),
            Target.of(JEVENT_BATON, 2.0, RXJAVA)),
    SINGLE_AWAIT_ACROSS(
            "single-await-across",
            SingleAwaitAcross.class,
            "ns/await",
            Target.of(JEVENT_CARRIER, 1.0, RXJAVA, KOTLIN),
            Target.of(JEVENT_SPINNING, 0.25, RXJAVA, KOTLIN),
            Target.of(JEVENT_BATON, 2.0, RXJAVA)),
    FLUX_ITERATE(
            "flux-iterate",
            FluxIterate.class,
            "ns/element",
            Target.of(JEVENT_CARRIER, 0.5, REACTOR),
            Target.of(JEVENT_CARRIER, 0.15, KOTLIN),
            Target.of(JEVENT_BATON, 2.0, REACTOR)),
    FLUX_ITERATE_HIDDEN(
            "flux-iterate-hidden",
            FluxIterateHidden.class,
            "ns/element",
            Target.of(JEVENT_CARRIER, 0.3, KOTLIN),
            Target.of(JEVENT_BATON, 2.0, REACTOR)),
    FLUX_ITERATE_ACROSS(
            "flux-iterate-across",
            FluxIterateAcross.class,
            "ns/element",
            Target.of(JEVENT_CARRIER, 1.0, REACTOR),
            Target.of(JEVENT_CARRIER, 0.3, KOTLIN),
            Target.of(JEVENT_SPINNING, 0.5, REACTOR),
            Target.of(JEVENT_SPINNING, 1.0, JEVENT_CARRIER),
            Target.of(JEVENT_SPINNING, 0.3, KOTLIN),
            Target.of(JEVENT_BATON, 2.0, REACTOR)),
    FLOWABLE_ITERATE(
            "flowable-iterate",
            FlowableIterate.class,
            "ns/element",
            Target.of(JEVENT_CARRIER, 0.5, RXJAVA),
            Target.of(JEVENT_CARRIER, 0.15, KOTLIN),
            Target.of(JEVENT_BATON, 2.0, RXJAVA)),
    FLOWABLE_ITERATE_HIDDEN(
            "flowable-iterate-hidden",
            FlowableIterateHidden.class,
            "ns/element",
            Target.of(JEVENT_CARRIER, 0.3, KOTLIN),
            Target.of(JEVENT_BATON, 2.0, RXJAVA)),
    FLOWABLE_ITERATE_ACROSS(
            "flowable-iterate-across",
            FlowableIterateAcross.class,
            "ns/element",
            Target.of(JEVENT_CARRIER, 1.0, RXJAVA),
            Target.of(JEVENT_CARRIER, 0.3, KOTLIN),
            Target.of(JEVENT_SPINNING, 0.5, RXJAVA),
            Target.of(JEVENT_SPINNING, 1.0, JEVENT_CARRIER),
            Target.of(JEVENT_SPINNING, 0.3, KOTLIN),
            Target.of(JEVENT_BATON, 2.0, RXJAVA)),
    FLUX_EMIT(
            "flux-emit",
            FluxEmit.class,
            "ns/element",
            Target.of(JEVENT_CARRIER, 0.25, KOTLIN),
            Target.of(JEVENT_CARRIER, 0.5, KOTLIN_FLOW),
            Target.of(JEVENT_BATON, 2.0, VIRTUAL_THREADS)),
    FLUX_EMIT_ACROSS(
            "flux-emit-across",
            FluxEmitAcross.class,
            "ns/element",
            Target.of(JEVENT_CARRIER, 1.0, KOTLIN)),
    FLOWABLE_EMIT(
            "flowable-emit",
            FlowableEmit.class,
            "ns/element",
            Target.of(JEVENT_CARRIER, 0.25, KOTLIN)),
    FLUX_THROUGH(
            "flux-through",
            FluxThrough.class,
            "ns/element",
            Target.of(JEVENT_CARRIER, 3.0, REACTOR)),
    FLUX_MAP_GREEN(
            "flux-map-green",
            FluxMapGreen.class,
            "ns/element",
            Target.of(JEVENT_CARRIER, 1.0, REACTOR)),
    FLOWABLE_THROUGH(
            "flowable-through",
            FlowableThrough.class,
            "ns/element",
            Target.of(JEVENT_CARRIER, 3.0, RXJAVA)),
    FLOWABLE_MAP_GREEN(
            "flowable-map-green",
            FlowableMapGreen.class,
            "ns/element",
            Target.of(JEVENT_CARRIER, 1.0, RXJAVA)),
    PARKED_HEAP(
            "parked-heap",
            ParkedHeap.class,
            "bytes/task",
            Target.of(JEVENT_CARRIER, 0).orAtMost(700),
            Target.of(JEVENT_BATON, 2.0, VIRTUAL_THREADS));

    final String label;
    final Class<?> type;
    final String unit;
    final List<Target> targets;

    Workload(String label, Class<?> type, String unit, Target... targets) {
        this.label = label;
        this.type = type;
        this.unit = unit;
        this.targets = List.of(targets);
    }

    static Optional<Workload> named(String label) {
        return Stream.of(values()).filter(workload -> workload.label.equals(label)).findFirst();
    }
}
