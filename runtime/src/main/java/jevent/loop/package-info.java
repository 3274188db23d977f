/// The event loop of a hub, in libev's nouns.
///
/// Start with [jevent.loop.Loop]; a [jevent.loop.Watcher] is a callback and the event it waits for.
/// Most programs need none of this: greenlets wait with `Green.sleep`, `Event` and the streams of
/// `jevent.net`. Use a watcher to teach the hub a new kind of event.
///
/// A loop belongs to its hub: only code that runs on the hub may touch it, except
/// [jevent.loop.AsyncWatcher#send]. Callbacks run one at a time on the hub and must not block.
///
/// These are faces only: what drives a loop is `jevent.engine`, and the hub's.
///
/// May import: `java.base` only.
package jevent.loop;
