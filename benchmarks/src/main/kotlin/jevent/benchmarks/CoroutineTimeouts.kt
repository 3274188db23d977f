package jevent.benchmarks

import java.util.concurrent.CompletableFuture
import kotlin.coroutines.ContinuationInterceptor
import kotlin.time.Duration.Companion.hours
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout

/** A `runBlocking` event loop, on a thread of its own, that keeps [pending] timers pending. */
class CoroutineTimeouts(private val pending: Int) : AutoCloseable {

    private val started = CompletableFuture<ContinuationInterceptor>()
    private val closed = CompletableDeferred<Unit>()
    private val thread = Thread.ofPlatform().name("runBlocking").start(::loop)
    private val dispatcher = started.join()

    private fun loop() = runBlocking {
        val timers = List(pending) { launch { delay(1.hours) } }
        launch { started.complete(coroutineContext[ContinuationInterceptor]) }
        closed.await()
        timers.forEach { it.cancel() }
    }

    fun startAndCancel(count: Int): Int = runBlocking(dispatcher) {
        var ran = 0
        repeat(count) { withTimeout(1.hours) { ran++ } }
        ran
    }

    override fun close() {
        closed.complete(Unit)
        thread.join()
    }
}
