/// Straight-line code on an event loop: the vocabulary.
///
/// Read in this order: [jevent.Green] (the words of every day), [jevent.Greenlet], [jevent.Hub],
/// [jevent.Timeout], [jevent.Outcome]; then [jevent.Waiter] to connect callbacks, and
/// [jevent.RawGreenlet] for coroutines by hand. What greenlets share is in `jevent.sync`.
///
/// May import: `jevent.kernel`, `jevent.loop`, `jevent.engine`.
package jevent;
