/// Spring and greenlets: controllers that return what plain code has at hand.
///
/// [ReactiveAdapters] says what a `Greenlet`, an `AsyncResult` and a `Queue` are in terms of
/// Reactor; [GreenletConfiguration] tells every registry of an application context. Spring is
/// optional: nothing else in this module touches it.
package jevent.reactor.spring;
