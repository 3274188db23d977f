package jevent.flow;

import jevent.bridge.Sender;

/// Sends elements to one subscriber, at the pace at which that asks for them.
///
/// ```java
/// Fluxes.from(out -> {
///     try (var file = open(path)) {
///         for (var line = file.read(); line != null; line = file.read()) out.send(line);
///     }
/// });
/// ```
///
/// [#send] calls the subscriber at once if it has asked for an element, and otherwise waits until
/// it does. *Kill* of the greenlet while it waits is an error for the subscriber. When the
/// subscriber *cancels*, the greenlet is killed: `send` throws [jevent.GreenletExit], now and ever
/// after.
///
/// It belongs to the greenlet that runs the body. Others may use it too: signals never overlap, and
/// each sender waits for its turn. Bridges extend it by their libraries' subscription.
public abstract class Emitter<T> extends Sender<T> {

    protected Emitter() {}
}
