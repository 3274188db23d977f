/// Hubs and Netty on one thread: a request is decoded, handled by a greenlet and answered, and what
/// the greenlet awaits of Netty completes, without a change of thread.
///
/// Start with [jevent.reactor.netty.HubLoopResources], then [jevent.reactor.netty.GreenHandlers].
/// May use the public API of jevent, Reactor, reactor-netty and Netty; the rest of the module works
/// without the last two.
package jevent.reactor.netty;
