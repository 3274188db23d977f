/// Demand and backpressure, written once for all reactive libraries.
///
/// Users meet four types here: [Iteration], what one loops over, [Emitter], what a body sends to,
/// and the doors to what the JDK itself has, [Stages] and [Flows]. The others are for authors of
/// bridges. A bridge's native subscriber extends [Awaiter] (one value) or [Iteration] (many) and
/// forwards its signals; its native subscription extends [Errand] (one value) or [Emitter] (many).
///
/// ```text
///   publisher ──▶ Upstream ◀── Awaiter      a greenlet waits for one value
///                    ▲──────── Iteration    a greenlet loops over many, from a Ring
///
///   greenlet  ──▶ Errand                    works for one subscriber, is killed when that cancels
///                    ▲──────── Emitter      sends many, parks at zero demand
/// ```
///
/// Stands on the public API of `jevent` and `jevent.sync`, nothing else.
package jevent.flow;
