package jevent.pool;

/// Ends the block of a [Scope] of which a member has failed: it is thrown where the block waits.
///
/// It is an `Error`, as [jevent.GreenletExit] is, so that `catch (Exception e)` in the block does
/// not swallow it. The scope turns it into the failure, which is its cause; nobody outside sees it.
public final class ScopeExit extends Error {

    private static final long serialVersionUID = 1L;

    ScopeExit(Scope scope, Throwable failure) {
        super(scope + " is being cancelled, for a member has failed", failure);
    }
}
