/// How a greenlet is mounted, parked and resumed.
///
/// Read in this order: [jevent.kernel.Fiber] (a computation that takes turns, and the only way to
/// wait), [jevent.kernel.Scheduler] (whose turn it is), [jevent.kernel.CarrierFiber] and
/// [jevent.kernel.BatonFiber] (the two modes), [jevent.kernel.Machine] (which mode this process
/// has).
///
/// Invariants of the whole runtime:
///
/// 1. *The turn.* At any time at most one thread holds the turn of a scheduler. Everything that is
///    not marked "any thread" is touched only by the holder.
/// 2. *One wake-up for one wait.* A wait is settled under its primitive's lock: either it is woken
///    (exactly one [jevent.kernel.Fiber#wake]) or abandoned (no wake-up follows). Never both.
/// 3. *No user code, and no lock that user code can hold, on a bare carrier.* Callbacks run on the
///    loop fiber.
/// 4. *The scheduler never refuses.* A continuation that the JDK submits is queued, always.
///
/// May import: `java.base` only.
package jevent.kernel;
