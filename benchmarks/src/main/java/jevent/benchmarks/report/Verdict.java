package jevent.benchmarks.report;

/// Whether a target is met.
///
/// @param asked what was to be reached
/// @param reached what was, in the same terms; empty where something was not measured
public record Verdict(String asked, Result result, String reached) {

    /// What can come of a target.
    public enum Result {
        MET("met"),
        MISSED("MISSED"),
        NOT_MEASURED("not measured");

        final String label;

        Result(String label) {
            this.label = label;
        }
    }

    public static Verdict of(String asked, boolean met, String reached) {
        return new Verdict(asked, met ? Result.MET : Result.MISSED, reached);
    }

    /// Of a ratio, to two places after the point as it is printed: 1.154 is 1.15, and not more.
    public static Verdict ofRatio(String asked, double ratio, double factor, boolean moreIsBetter) {
        long distance = Math.round(ratio * 100) - Math.round(factor * 100);
        return of(asked, moreIsBetter ? distance >= 0 : distance <= 0, Table.number(ratio));
    }

    /// Where the contender or one that it is compared with has no figure.
    public static Verdict notMeasured(String asked) {
        return new Verdict(asked, Result.NOT_MEASURED, "");
    }

    @Override
    public String toString() {
        return reached.isEmpty() ? result.label : result.label + " at " + reached;
    }
}
