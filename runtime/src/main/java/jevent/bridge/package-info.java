/// For authors of bridges to reactive libraries: demand, prefetch and awaiting, written once.
///
/// Users of a bridge need nothing of this; they meet `jevent.flow`. A bridge's native subscriber
/// extends [Awaiter] (one value) or `jevent.flow.Iteration` (many) and forwards its signals; its
/// native subscription extends [Errand] (one value) or `jevent.flow.Emitter` (many).
///
/// ```text
///   publisher ──▶ Upstream ◀── Awaiter                   a greenlet waits for one value
///                    ▲──────── Receiver ◀── Iteration    a greenlet loops over many, from a Ring
///
///   greenlet  ──▶ Errand                                 works for one subscriber, dies when it cancels
///                    ▲──────── Sender ◀──── Emitter      sends many, waits at zero demand
/// ```
///
/// | what a bridge offers | by |
/// | --- | --- |
/// | await one value | [Awaiter], [Pick]; [Deadline] for a limit on threads of no hub |
/// | loop over many | `Iteration`; [Supply] for a source that can be polled |
/// | a body as a source of one, of many | [Errand], `Emitter` |
/// | a queue or channel as a source | [Feeds] |
/// | a function of each element, several at a time | [Crew] |
/// | a result or greenlet as a source | [Notice] |
/// | a hub as the library's scheduler | [Lane] and its [Duty] |
/// | errors as they are, and where they go | [Failures] |
/// | which hub works for a subscriber | [Home] |
///
/// `docs/bridges.md` writes a small bridge step by step.
///
/// Stands on the public API of `jevent` and `jevent.sync`, nothing else.
package jevent.bridge;
