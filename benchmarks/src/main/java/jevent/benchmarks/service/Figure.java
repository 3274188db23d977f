package jevent.benchmarks.service;

/// What is measured of a service.
///
/// @param suffix of the workload's name in the rows of this figure
/// @param moreIsBetter else less is
public record Figure(String suffix, String unit, boolean moreIsBetter) {

    public static final Figure PER_SECOND = new Figure("", "requests/s", true);
    public static final Figure P50 = new Figure("-p50", "ms", false);
    public static final Figure P99 = new Figure("-p99", "ms", false);

    /// That the server's process has computed for each request.
    public static final Figure CPU = new Figure("-cpu", "us/request", false);
}
