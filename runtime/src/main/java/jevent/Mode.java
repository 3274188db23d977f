package jevent;

/// How greenlets are executed in this process; chosen once, at the first use.
public enum Mode {
    /// A greenlet is a virtual thread that the hub's own thread carries; blocking JDK calls
    /// (sockets, locks, sleep) release the hub by themselves.
    ///
    /// Needs `--add-opens java.base/java.lang=ALL-UNNAMED`, or `=jevent` on the module path.
    CARRIER,

    /// A greenlet is an ordinary virtual thread, and a baton says which one runs: no flags, the
    /// same order, slower. A blocking JDK call holds the hub unless wrapped in [Green#blocking].
    BATON
}
