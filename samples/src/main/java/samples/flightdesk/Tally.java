package samples.flightdesk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// Counts the answers of one drive.
final class Tally {

    private static final int FAULTS_SHOWN = 5;

    private final List<Long> nanos = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private int fallbacks;
    private int errors;
    private String example = "";

    void took(long duration) {
        nanos.add(duration);
    }

    void right(Question question, Exchange answer) {
        if (question instanceof Question.About) {
            var fallen = Stream.of("origin", "destination").filter(answer::fellBack).count();
            fallbacks += (int) fallen;
            if (fallen == 0 && example.isEmpty()) {
                example = "GET " + question.path() + "\n" + Json.indent(answer.body());
            }
        }
    }

    void wrong(long request, Question question, Exchange answer, String fault) {
        errors++;
        if (faults.size() < FAULTS_SHOWN) {
            faults.add(
                    "request %d, GET %s: %s, but got %d and %s"
                            .formatted(
                                    request,
                                    question.path(),
                                    fault,
                                    answer.status(),
                                    answer.body()));
        }
    }

    int requests() {
        return nanos.size();
    }

    int errors() {
        return errors;
    }

    int fallbacks() {
        return fallbacks;
    }

    List<String> faults() {
        return faults;
    }

    /// One question and its answer in full; empty if there was none without a fallback.
    String example() {
        return example;
    }

    /// The time that `percent` of a hundred requests did not exceed.
    double millis(int percent) {
        Collections.sort(nanos);
        return nanos.get(Math.ceilDiv(nanos.size() * percent, 100) - 1) / 1e6;
    }
}
