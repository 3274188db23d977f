/// What users of any bridge meet, and the bridge to what the JDK itself has.
///
/// [Iteration] is what one loops over, [Emitter] what a [Body] sends to; a [Relay] has both.
/// [Stages] and [Flows] are the doors to `CompletionStage` and `Flow.Publisher`. How they work, and
/// what one needs to write a bridge to another library, is in `jevent.bridge`.
package jevent.flow;
