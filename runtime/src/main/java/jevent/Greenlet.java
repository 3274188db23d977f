package jevent;

import jevent.kernel.Durations;
import jevent.kernel.Fiber;
import jevent.kernel.Machine;
import jevent.kernel.Raised;
import jevent.kernel.Strand;
import jevent.loop.Alarm;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// A running computation of a hub: cheap, cooperative, killable, with a result.
///
/// ```java
/// Greenlet<String> page = Green.spawn(() -> fetch(uri));
/// ...
/// show(page.get());
/// ```
///
/// Its body runs when the spawning code first waits, never before, and until the body itself waits
/// no other greenlet of the hub runs.
///
/// ```text
///             turn                 body returns or throws
///   READY ──────────▶ RUNNING ─────────────────────────────▶ FINISHED
///     └──── kill ────────────────────────────────────────────▲
///           the body never runs
/// ```
///
/// *Kill*: [#kill] raises [GreenletExit] where the greenlet waits, and returns when it is dead.
/// *Timeout*: `get(limit)` throws a [Timeout], `join(limit)` returns false; the greenlet goes on.
/// *Interrupt* of its thread is a request to kill it; the flag stays set. *Close* of the hub kills
/// it after the grace. Any thread may use all methods. Its `Thread` may be another one's
/// afterwards.
///
/// A failure that nobody observes goes to the hub's error handler. A caller observes it that waits
/// in `get`, or has linked with `link`, `linkException`, `rawLink` or [Green#asReady] on a hub that
/// has not stopped. [#join], [Green#joinAll], [Green#waitAll], [Green#waitAny] and [#linkValue] do
/// not observe.
public final class Greenlet<T extends @Nullable Object> implements Waitable {

    private static final VarHandle EXTRAS =
            ConstantBootstraps.fieldVarHandle(
                    MethodHandles.lookup(),
                    "extras",
                    VarHandle.class,
                    Greenlet.class,
                    Extras.class);

    private final Fiber fiber;
    private final Life<T> life;

    /// Null until somebody asks. Any thread, CAS.
    private volatile @Nullable Extras extras;

    Greenlet(Hub hub, Callable<? extends T> body) {
        this(hub, body, true);
    }

    Greenlet(Hub hub, Runnable body) {
        this(hub, body, false);
    }

    private Greenlet(Hub hub, Object body, boolean returns) {
        this.life = new Life<>(this, Objects.requireNonNull(body, "body"), returns);
        this.fiber = Machine.current().fiber(hub.scheduler(), life);
    }

    // ---- life

    /// Makes it ready; any thread. A hub that was closed meanwhile, and whose grace is over, kills
    /// it instead.
    void start() {
        hub().underTurn(() -> startHere(hub().life().isGraceOver()));
    }

    /// As [#start], for what the end of another one starts: that may clean up after the grace.
    void startLink() {
        hub().underTurn(() -> startHere(false));
    }

    private void startHere(boolean tooLate) {
        if (startAlarm() != null) {
            hub().delayed().remove(this);
        }
        if (tooLate || hub().life().isStopping()) {
            killHere(new HubClosed(hub() + " was closed before " + name() + " could begin"));
        } else {
            fiber.start();
        }
    }

    void startAfter(long nanos) {
        Hub hub = hub();
        hub.underTurn(() -> {
            if (hub.isClosed()) {
                killHere(new HubClosed(hub + " was closed before " + name() + " could begin"));
            } else if (!life.isSettled()) {
                try {
                    extras().startAlarm = hub.loop().alarm(nanos, this::start);
                    hub.delayed().add(this);
                } catch (Throwable e) {
                    life.killUnborn(e);
                }
            }
        });
    }

    // ---- result

    /// Whether it has ended.
    @Override
    public boolean isReady() {
        return life.isSettled();
    }

    /// Whether it runs on another hub than the caller's.
    @Override
    public boolean isOutside() {
        return !isReady() && hub() != Hub.currentOrNull();
    }

    /// Whether its body has begun and not ended.
    public boolean isRunning() {
        return life.hasBegun() && !isReady();
    }

    /// Whether it has ended by returning.
    public boolean isSuccessful() {
        return isReady() && outcome().isValue();
    }

    /// Whether a kill has ended it: a [GreenletExit] was delivered to it and its body did not
    /// return, or it was killed before it began. A greenlet that fails with the exit of another
    /// one, thrown by that one's `get()`, was not killed.
    public boolean isKilled() {
        return life.isKilled();
    }

    /// How it ended.
    ///
    /// @throws IllegalStateException if it has not
    public Outcome<T> outcome() {
        Outcome<T> ended = life.result();
        if (ended == null) {
            throw new IllegalStateException(this + " has not ended: join() it first");
        }
        return ended;
    }

    /// What it threw, or null: not ended, or ended well.
    public @Nullable Throwable failure() {
        return isReady() ? outcome().failure() : null;
    }

    /// Waits for the end and returns the value, or throws what the body threw: the very same
    /// object.
    ///
    /// @throws GreenletExit if it was killed
    public T get() {
        if (!life.isSettled()) {
            life.await(new Getter(joiner(), this, true));
        }
        return outcome().unwrap();
    }

    /// As [#get], but waits for `limit` at most.
    ///
    /// @throws Timeout after that
    public T get(Duration limit) {
        long nanos = Durations.nanos(limit);
        if (!isReady() && !life.await(new Getter(joiner(), this, true), nanos)) {
            throw Timeout.expired(limit, this);
        }
        return outcome().unwrap();
    }

    /// As [#start] and [#get()], for [Hub#run]: the body ends with the wait of the caller.
    T startAndGet() {
        var getter = new Getter(joiner(), this, true);
        life.enlist(getter);
        return new Visit<>(this, getter.strand()).run(getter).unwrap();
    }

    /// Waits for the end; never throws the greenlet's own failure.
    public void join() {
        if (!life.isSettled()) {
            life.await(new Getter(joiner(), this, false));
        }
    }

    /// As [#join], but waits for `limit` at most.
    ///
    /// @return whether it has ended
    public boolean join(Duration limit) {
        long nanos = Durations.nanos(limit);
        return isReady() || life.await(new Getter(joiner(), this, false), nanos);
    }

    private Strand joiner() {
        Strand strand = Strand.current(Hub::current);
        if (strand == fiber) {
            fiber.checkpoint(); // it may be dying of what it has killed all with
            throw new IllegalStateException(this + " cannot wait for its own end");
        }
        return strand;
    }

    // ---- kill

    /// Kills it and waits until it is dead. Does nothing if it has ended. A greenlet that kills
    /// itself sees the [GreenletExit] at once.
    public void kill() {
        kill(new GreenletExit());
    }

    /// As [#kill()], but raises `reason`.
    public void kill(Throwable reason) {
        if (Strand.current() == fiber) {
            fiber.ensureTurn();
            throw fiber.deliverNow(raised(reason));
        }
        killLater(reason);
        join();
    }

    /// Kills it and waits until it is dead, but `limit` at most.
    ///
    /// @return whether it is dead
    public boolean kill(Duration limit) {
        Durations.nanos(limit);
        if (Strand.current() == fiber) {
            kill();
        }
        killLater();
        return join(limit);
    }

    /// Kills it soon, without waiting.
    public void killLater() {
        killLater(new GreenletExit());
    }

    /// As [#killLater()], but raises `reason`.
    public void killLater(Throwable reason) {
        Objects.requireNonNull(reason, "reason");
        hub().underTurn(() -> killHere(reason));
    }

    private static Raised raised(Throwable reason) {
        return reason instanceof GreenletExit exit
                ? Raised.kill(exit.raised())
                : Raised.error(reason);
    }

    private void killHere(Throwable reason) {
        if (life.hasBegun()) {
            fiber.raise(raised(reason));
            return;
        }
        Alarm starting = startAlarm();
        if (starting != null) {
            starting.cancel();
            hub().delayed().remove(this);
        }
        life.killUnborn(reason);
    }

    /// Its hub cannot drive it any more: those who wait for it are told, though it has not ended.
    void lost(HubClosed reason) {
        life.lose(reason);
    }

    // ---- links

    /// Calls `callback` with this greenlet when it has ended, in a greenlet of its own; at once if
    /// it has ended already. Links run in the order in which they were added.
    public void link(Consumer<? super Greenlet<T>> callback) {
        enlist(Link.spawning(this, callback, true, g -> true));
    }

    /// As [#link], only if it ended by returning; so it does not count as an observer of a failure.
    public void linkValue(Consumer<? super Greenlet<T>> callback) {
        enlist(Link.spawning(this, callback, false, Greenlet::isSuccessful));
    }

    /// As [#link], only if it failed. Being killed is no failure.
    public void linkException(Consumer<? super Greenlet<T>> callback) {
        enlist(Link.spawning(this, callback, true, g -> g.failure() != null && !g.isKilled()));
    }

    @Override
    public void rawLink(Runnable callback) {
        rawLink(callback, true);
    }

    /// @param observes whether the callback counts as an observer of a failure
    void rawLink(Runnable callback, boolean observes) {
        Objects.requireNonNull(callback, "callback");
        Hub home = Hub.current();
        enlist(new Link(home, callback, () -> home.tryExecute(callback), observes));
    }

    /// Calls `callback` in the very moment in which it ends, on its hub, before anybody who joins
    /// goes on; at once if it has ended already. The callback must be short, must not wait, and
    /// observes no failure. For code that keeps lists of greenlets, as groups do.
    public void onEnd(Runnable callback) {
        enlist(new Link(hub(), Objects.requireNonNull(callback, "callback"), callback, false));
    }

    private void enlist(Link link) {
        if (!life.enlist(link)) {
            link.wake();
        }
    }

    /// Takes back a callback that was given to one of the `link` methods.
    public void unlink(Consumer<? super Greenlet<T>> callback) {
        life.unlink(callback);
    }

    @Override
    public void unlink(Runnable callback) {
        life.unlink(callback);
    }

    // ---- identity

    public Hub hub() {
        return HubEvents.of(fiber).hub();
    }

    /// Unique in this process; given out when first asked for: who never asks shares no counter.
    public long id() {
        return extras().id;
    }

    private Extras extras() {
        Extras mine = extras;
        if (mine != null) {
            return mine;
        }
        EXTRAS.compareAndSet(this, null, new Extras());
        return Objects.requireNonNull(extras);
    }

    private @Nullable Alarm startAlarm() {
        Extras mine = extras;
        return mine == null ? null : mine.startAlarm;
    }

    /// Its name, if it has been given one.
    @Nullable String label() {
        Extras mine = extras;
        return mine == null ? null : mine.name;
    }

    /// Its name in dumps and messages; `Greenlet-id` unless [#named].
    public String name() {
        String given = label();
        return given == null ? "Greenlet-" + id() : given;
    }

    /// Gives it a name; returns itself. Its thread, as logs, debuggers and `jcmd` show it, is then
    /// `hub/name`; unless named, greenlets share the name of their hub, which costs no memory.
    public Greenlet<T> named(String name) {
        extras().name = Objects.requireNonNull(name, "name");
        fiber.nameThread();
        return this;
    }

    Fiber fiber() {
        return fiber;
    }

    @Override
    public String toString() {
        if (!isReady()) {
            return name() + (life.hasBegun() ? "" : " [not begun]");
        }
        Throwable error = failure();
        return name()
                + (error == null
                        ? " [ended]"
                        : isKilled()
                                ? " [killed]"
                                : " [failed: " + error.getClass().getSimpleName() + "]");
    }
}
