package jevent.bridge;

/// What is remembered for reports, as tests of other packages need it.
public final class Reports {

    private Reports() {}

    /// As if no pass had been left open yet.
    public static void forgetLeftOpen() {
        LeftOpen.forget();
    }

    /// As `-Djevent.trace=on` does.
    public static void trace(boolean on) {
        Trace.set(on);
    }
}
