package samples.flightdesk;

import java.util.List;

/// The figures of some of a drive's questions; percentiles are those of at least one.
public record Figures(List<Answered> answers) {

    /// What became of one question.
    public record Answered(String kind, long nanos, boolean right, int fallbacks) {}

    public int requests() {
        return answers.size();
    }

    public long errors() {
        return answers.stream().filter(answer -> !answer.right()).count();
    }

    public int fallbacks() {
        return answers.stream().mapToInt(Answered::fallbacks).sum();
    }

    /// The time that `percent` of a hundred requests did not exceed.
    public double millis(int percent) {
        var nanos = answers.stream().mapToLong(Answered::nanos).sorted().toArray();
        return nanos[Math.ceilDiv(nanos.length * percent, 100) - 1] / 1e6;
    }
}
