package jevent.benchmarks

import io.reactivex.rxjava3.core.Flowable
import io.reactivex.rxjava3.core.Single
import java.util.concurrent.CompletableFuture
import java.util.function.IntFunction
import java.util.function.UnaryOperator
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Job
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.future.await
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.reactive.asFlow
import kotlinx.coroutines.reactive.awaitSingle
import kotlinx.coroutines.reactor.asFlux
import kotlinx.coroutines.reactor.flux
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.rx3.await
import kotlinx.coroutines.rx3.rxFlowable
import kotlinx.coroutines.yield
import org.reactivestreams.Publisher
import org.reactivestreams.Subscriber
import reactor.core.publisher.Flux
import reactor.core.publisher.Mono
import reactor.core.publisher.Sinks

/**
 * Kotlin's coroutines at the same work, on the event loop of `runBlocking`: of Kotlin's
 * single-threaded dispatchers the one with the least to do for each step.
 */
object Coroutines {

    private const val BATCH = 256

    @JvmStatic
    fun takeTurns(turns: Int) = runBlocking {
        launch { repeat(turns / 2) { yield() } }
        repeat(turns / 2) { yield() }
    }

    @JvmStatic
    fun launchAndJoin(batches: Int, size: Int): Int = runBlocking {
        var ran = 0
        repeat(batches) {
            List(size) { launch { ran++ } }.joinAll()
        }
        ran
    }

    @JvmStatic
    fun rendezvous(elements: Int): Long = transfer(Channel(Channel.RENDEZVOUS), elements)

    @JvmStatic
    fun buffered(capacity: Int, elements: Int): Long = transfer(Channel(capacity), elements)

    private fun transfer(channel: Channel<Int>, elements: Int): Long = runBlocking {
        launch { repeat(elements) { channel.send(it and 127) } }
        var sum = 0L
        repeat(elements) { sum += channel.receive() }
        sum
    }

    @JvmStatic
    fun await(count: Int): Long = runBlocking {
        var sum = 0L
        repeat(count) { i -> sum += Mono.just(i and 63).map { it + 1 }.awaitSingle() }
        sum
    }

    @JvmStatic
    fun awaitPending(sinks: List<Sinks.One<Int>>): Long = runBlocking {
        launch {
            sinks.forEachIndexed { i, sink ->
                sink.tryEmitValue(i and 63)
                yield()
            }
        }
        var sum = 0L
        sinks.forEach { sum += it.asMono().awaitSingle() }
        sum
    }

    @JvmStatic
    fun awaitEach(count: Int, mono: IntFunction<Mono<Int>>): Long = runBlocking {
        var sum = 0L
        repeat(count) { i -> sum += mono.apply(i).awaitSingle() }
        sum
    }

    @JvmStatic
    fun awaitEachSingle(count: Int, single: IntFunction<Single<Int>>): Long = runBlocking {
        var sum = 0L
        repeat(count) { i -> sum += single.apply(i).await() }
        sum
    }

    @JvmStatic
    fun awaitRx(count: Int): Long = runBlocking {
        var sum = 0L
        repeat(count) { i -> sum += Single.just(i and 63).map { it + 1 }.await() }
        sum
    }

    /** `Flux` and `Flowable` alike; in batches as large as the others', not of 64. */
    @JvmStatic
    fun collect(source: Publisher<Int>): Long = runBlocking {
        var sum = 0L
        source.asFlow().buffer(BATCH).collect { sum += it }
        sum
    }

    /** Emits to a subscriber that completes [done] at the end. */
    @JvmStatic
    fun emit(elements: Int, subscriber: Subscriber<Int>, done: CompletableFuture<Long>): Long =
        runBlocking {
            flux(coroutineContext.minusKey(Job)) { repeat(elements) { send(it and 127) } }
                .subscribe(subscriber)
            done.await()
        }

    /** As [emit], by a `Flow` that is seen as a `Flux`. */
    @JvmStatic
    fun emitFlow(elements: Int, subscriber: Subscriber<Int>, done: CompletableFuture<Long>): Long =
        runBlocking {
            flow { repeat(elements) { emit(it and 127) } }
                .asFlux(coroutineContext.minusKey(Job))
                .subscribe(subscriber)
            done.await()
        }

    /** As [emit], with [between] before the subscriber. */
    @JvmStatic
    fun emitThrough(
        elements: Int,
        between: UnaryOperator<Flux<Int>>,
        subscriber: Subscriber<Int>,
        done: CompletableFuture<Long>,
    ): Long = runBlocking {
        val emitted =
            flux(coroutineContext.minusKey(Job)) { repeat(elements) { send(it and 127) } }
        between.apply(emitted).subscribe(subscriber)
        done.await()
    }

    @JvmStatic
    fun emitFlowable(
        elements: Int,
        subscriber: Subscriber<Int>,
        done: CompletableFuture<Long>,
    ): Long = runBlocking {
        rxFlowable(coroutineContext.minusKey(Job)) { repeat(elements) { send(it and 127) } }
            .subscribe(subscriber)
        done.await()
    }

    /** Calls [parked] while [count] coroutines wait for one value. */
    @JvmStatic
    fun park(count: Int, parked: Runnable) = runBlocking {
        val gate = CompletableDeferred<Unit>()
        repeat(count) { launch { gate.await() } }
        yield()
        parked.run()
        gate.complete(Unit)
    }
}
