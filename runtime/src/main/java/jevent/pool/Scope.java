package jevent.pool;

import jevent.Cancellation;
import jevent.Green;
import jevent.Greenlet;
import jevent.Hub;
import jevent.Outcome;
import jevent.ThrowingRunnable;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/// A block of code and the greenlets that it starts, of which none outlives the block.
///
/// ```java
/// Page page = Scope.call(scope -> {
///     var name = scope.spawn(() -> name(id));
///     var orders = scope.spawn(() -> orders(id));
///     return new Page(name.get(), orders.get());    // if one fails, the other is killed
/// });
/// ```
///
/// When the block returns, the scope waits for its members. When the block throws, it kills them
/// and waits until they are dead. When a member fails, the scope is cancelled: the other members
/// are killed, the block is ended by a [ScopeExit] where it next waits, and the scope throws the
/// failure, the very object. What fails later is suppressed in it. A member that is killed has not
/// failed.
///
/// Where members should fail independently, `Scope.supervisor().call(...)` does the same, but
/// leaves a failure to the caller that gets the member's result, or to the hub's error handler.
///
/// ```text
///           block returns               last member ends
///   OPEN ──────────────────▶ WAITS ─────────────────────────▶ ENDED
///    │                         │ kill, timeout, failure          ▲
///    │ block throws,           ▼                                 │ last member ends
///    └─ or a failure ───▶ CANCELLED ─────────────────────────────┘
/// ```
///
/// *Kill, timeout, interrupt* of the greenlet that is in the scope are thrown by the block, or end
/// the wait for the members; either way the members are killed, and the scope throws the error when
/// they are dead. What comes while it waits for dying members is held back until they are dead: no
/// member is left behind. So a member that ignores its kill keeps the scope waiting. Failures that
/// the scope does not throw, because of a kill or a timeout, are reported. *Close* of the hub kills
/// owner and members.
///
/// A scope belongs to the hub of its block: members, callbacks and the block may [#spawn].
/// Greenlets of other hubs become members by [#add]. (Kotlin's `coroutineScope` and
/// `supervisorScope`, Java's `StructuredTaskScope`, trio's nursery.)
public final class Scope {

    /// The code of a scope that has a result.
    @FunctionalInterface
    public interface Body<T extends @Nullable Object> {
        T call(Scope scope) throws Exception;
    }

    /// The code of a scope that has none.
    @FunctionalInterface
    public interface Block {
        void run(Scope scope) throws Exception;
    }

    /// How to open a scope whose members fail independently; see [Scope#supervisor].
    public static final class Supervisor {

        private Supervisor() {}

        /// As [Scope#call], but a failure of a member ends nobody else.
        public <T extends @Nullable Object> T call(Body<T> body) {
            return new Scope(true).<T>enter(body);
        }

        /// As [Scope#run], but a failure of a member ends nobody else.
        public void run(Block block) {
            call(asBody(block));
        }
    }

    private static final Supervisor SUPERVISOR = new Supervisor();

    private final Hub hub = Hub.current();
    private final boolean supervises;
    private final Cancellation cancellation = Cancellation.open();
    private final @Nullable Greenlet<?> owner = Green.currentOrNull();
    private final Members members = new Members(hub);
    private final Verdict verdict = new Verdict();
    private boolean cancelled;
    private boolean ended;

    private Scope(boolean supervises) {
        this.supervises = supervises;
    }

    // ---- to open one

    /// Runs `body` in a new scope, and returns its result when all members have ended.
    ///
    /// @throws IllegalStateException if the caller is a callback, or a thread without a hub
    public static <T extends @Nullable Object> T call(Body<T> body) {
        return new Scope(false).<T>enter(body);
    }

    /// Runs `block` in a new scope, and returns when all members have ended.
    ///
    /// @throws IllegalStateException if the caller is a callback, or a thread without a hub
    public static void run(Block block) {
        call(asBody(block));
    }

    /// For members that fail independently of each other:
    ///
    /// ```java
    /// Scope.supervisor().run(scope -> {
    ///     for (var feed : feeds) scope.spawn(() -> follow(feed));
    /// });
    /// ```
    public static Supervisor supervisor() {
        return SUPERVISOR;
    }

    private static Body<@Nullable Void> asBody(Block block) {
        Objects.requireNonNull(block, "block");
        return scope -> {
            block.run(scope);
            return null;
        };
    }

    private <T extends @Nullable Object> T enter(Body<T> body) {
        Outcome<T> end;
        try {
            end = new Outcome.Value<>(body.call(this));
        } catch (Throwable e) {
            end = new Outcome.Failure<>(e);
            stop(e);
        }
        cancellation.close();
        awaitMembers();
        ended = true;
        verdict.throwIt(hub);
        return end.unwrap();
    }

    // ---- members

    /// Starts a greenlet as a member. In a scope that is cancelled it is killed before it begins.
    ///
    /// @throws IllegalStateException if the scope has ended, or belongs to another hub
    public <T extends @Nullable Object> Greenlet<T> spawn(Callable<? extends T> body) {
        ensureOpen("spawn");
        Greenlet<T> member = hub.spawn(body);
        adopt(member);
        return member;
    }

    /// Starts a greenlet as a member.
    public Greenlet<@Nullable Void> spawn(Runnable body) {
        ensureOpen("spawn");
        Greenlet<@Nullable Void> member = hub.spawn(body);
        adopt(member);
        return member;
    }

    /// Starts a greenlet as a member.
    public Greenlet<@Nullable Void> spawn(ThrowingRunnable body) {
        return spawn((Runnable) body);
    }

    /// Makes a greenlet a member, and returns it; one of another hub too:
    ///
    /// ```java
    /// var text = scope.add(files.spawn(() -> Files.readString(path)));
    /// ```
    ///
    /// @throws IllegalStateException as [#spawn]; the greenlet is killed then
    public <G extends Greenlet<?>> G add(G member) {
        if (member == owner) {
            throw new IllegalArgumentException(
                    member + " is in the block of " + this + ", which cannot wait for itself");
        }
        try {
            ensureOpen("add");
        } catch (IllegalStateException e) {
            member.killLater();
            throw e;
        }
        adopt(member);
        return member;
    }

    /// Its end is heard on the hub of the scope, after the callbacks that are there already.
    private void adopt(Greenlet<?> member) {
        if (!members.add(member)) {
            return;
        }
        Runnable end = () -> hasEnded(member);
        if (supervises) {
            member.onEnd(() -> hub.tryExecute(end));
        } else {
            member.rawLink(end); // the scope sees to its failure
        }
        if (cancelled) {
            members.killLater();
        }
    }

    private void ensureOpen(String what) {
        members.ensureOnHub(this, what);
        if (ended) {
            throw new IllegalStateException(
                    this
                            + " has ended and cannot "
                            + what
                            + ": what has to outlive it belongs in a scope around it, or is"
                            + " started with Green.spawn(...)");
        }
    }

    private void hasEnded(Greenlet<?> member) {
        if (!members.remove(member) || supervises) {
            return;
        }
        Throwable failure = member.failure();
        if (failure == null || member.isKilled()) {
            return;
        }
        verdict.failed(member, failure);
        if (!cancelled) {
            var exit = new ScopeExit(this, failure);
            verdict.endsBlock(exit);
            cancellation.raise(exit);
            cancel();
        }
    }

    // ---- the end

    /// The block, or the wait for the members, was ended by `error`.
    private void stop(Throwable error) {
        verdict.threw(this, error);
        cancel();
    }

    private void cancel() {
        cancelled = true;
        members.killLater();
    }

    private void awaitMembers() {
        endWait(() -> awaitAll());
        if (!members.isEmpty()) { // they have been killed
            endWait(() -> Green.shield(this::awaitAll));
        }
    }

    private void endWait(ThrowingRunnable wait) {
        try {
            wait.runWithException();
        } catch (Throwable e) {
            stop(e);
        }
    }

    /// Goes by the greenlets themselves: their callbacks may come late, or, on a hub that has
    /// stopped, not at all.
    private boolean awaitAll() {
        while (!members.isEmpty()) {
            Greenlet<?> oldest = members.oldest();
            oldest.join();
            hasEnded(oldest);
        }
        return true;
    }

    /// Kills all members and waits until they are dead; the scope goes on.
    public void kill() {
        List<Greenlet<?>> all = members();
        killLater();
        Green.joinAll(all);
    }

    /// Kills all members, without waiting; each is killed once. The scope goes on.
    public void killLater() {
        members.ensureOnHub(this, "kill");
        members.killLater();
    }

    /// The members, oldest first.
    public List<Greenlet<?>> members() {
        members.ensureOnHub(this, "list its members");
        return members.list();
    }

    @Override
    public String toString() {
        return (supervises ? "Supervisor scope of " : "Scope of ") + members.size();
    }
}
