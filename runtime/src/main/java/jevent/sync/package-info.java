/// What greenlets wait for and hand to each other.
///
/// [jevent.sync.Event] (a flag), [jevent.sync.AsyncResult] (a value, once), [jevent.sync.Semaphore]
/// (permits), [jevent.sync.Queue] (items, with room), [jevent.sync.Channel] (items, hand to hand),
/// [jevent.sync.GreenletLocal] (one value for each greenlet).
///
/// All of them may be used by any thread; an object belongs to no hub. Waiters are served first
/// come first served, and one that is killed or times out takes nothing with it.
///
/// May import: `jevent`, `jevent.kernel`.
package jevent.sync;
