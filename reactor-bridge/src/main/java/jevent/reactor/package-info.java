/// The bridge to Project Reactor.
///
/// [Monos] and [Fluxes] are what one calls; [HubScheduler] is a hub for Reactor's operators, and
/// [GreenletContext] what a greenlet sees of the subscriber's `Context`. The rest are Reactor's
/// native subscribers and subscriptions, each a thin coat over `jevent.bridge`.
package jevent.reactor;
