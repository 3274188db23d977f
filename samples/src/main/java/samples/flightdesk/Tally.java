package samples.flightdesk;

import static samples.flightdesk.Json.JSON;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Keeps what a drive has found out.
public final class Tally {

    private static final int FAULTS_SHOWN = 5;

    private final List<Figures.Answered> answers = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private String example = "";

    void add(Question question, Exchange answer, long nanos, Optional<String> fault) {
        var fallbacks = fault.isEmpty() ? fallbacks(question, answer) : 0;
        answers.add(new Figures.Answered(question.kind(), nanos, fault.isEmpty(), fallbacks));
        fault.ifPresent(wrong -> keepFault(question, answer, wrong));
        if (question instanceof Question.About && fault.isEmpty() && fallbacks == 0) {
            keepExample(question, answer);
        }
    }

    private static int fallbacks(Question question, Exchange answer) {
        return question instanceof Question.About
                ? (int) Stream.of("origin", "destination").filter(answer::fellBack).count()
                : 0;
    }

    private void keepFault(Question question, Exchange answer, String fault) {
        if (faults.size() < FAULTS_SHOWN) {
            faults.add(
                    "GET %s: %s, but got %d and %s"
                            .formatted(question.path(), fault, answer.status(), answer.body()));
        }
    }

    private void keepExample(Question question, Exchange answer) {
        if (example.isEmpty()) {
            var pretty = JSON.readTree(answer.body()).toPrettyString();
            example = "GET " + question.path() + "\n" + pretty;
        }
    }

    public List<String> kinds() {
        return answers.stream().map(Figures.Answered::kind).distinct().sorted().toList();
    }

    public Figures all() {
        return new Figures(answers);
    }

    Figures of(String kind) {
        return new Figures(answers.stream().filter(a -> a.kind().equals(kind)).toList());
    }

    /// The first few wrong answers, and what was expected instead.
    public List<String> faults() {
        return faults;
    }

    /// One question and its answer in full; empty if there was none without a fallback.
    String example() {
        return example;
    }
}
