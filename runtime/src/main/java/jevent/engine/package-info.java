/// What drives the event loop of a hub: timers, the selector, watchers, one iteration at a time.
///
/// Start with [jevent.engine.EventLoop]. Not exported: users meet a loop by the faces of
/// `jevent.loop`, which nobody but the hub can drive or close.
///
/// May import: `java.base`, `jevent.kernel`, `jevent.loop`.
package jevent.engine;
