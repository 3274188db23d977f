package samples.flightdesk;

import jevent.Green;

import me.tongfei.progressbar.ProgressBar;

import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import java.util.List;
import java.util.stream.Stream;

/// Many clients that ask the desk everything they can think of, each a greenlet.
///
/// They take their questions from one list and write into one tally, without a lock: greenlets of a
/// hub take turns, so nobody sees a counter half-counted.
public final class Drive {

    private final HttpClient http;
    private final List<Question> questions;
    private final Oracle oracle;
    private final Tally tally;
    private int next;

    public Drive(
            LoopResources loops, int port, List<Question> questions, Oracle oracle, Tally tally) {
        this.http =
                HttpClient.create(ConnectionProvider.create("clients", 1024))
                        .runOn(loops)
                        .baseUrl("http://" + Web.LOOPBACK + ":" + port);
        this.questions = questions;
        this.oracle = oracle;
        this.tally = tally;
    }

    public void run(int clients) {
        run("asking", clients);
    }

    /// @param task what its progress is called
    void run(String task, int clients) {
        try (var progress = Progress.bar(task, questions.size())) {
            var asking = Stream.generate(() -> Green.spawn(() -> client(progress))).limit(clients);
            Green.joinAllOrRaise(asking.toList());
        }
    }

    private void client(ProgressBar progress) {
        while (next < questions.size()) {
            var request = next++;
            ask(questions.get(request), request);
            progress.step();
        }
    }

    private void ask(Question question, long request) {
        var start = System.nanoTime();
        var answer = answer(question, request);
        var took = System.nanoTime() - start;
        tally.add(question, answer, took, oracle.fault(question, request, answer));
    }

    private Exchange answer(Question question, long request) {
        try {
            return question instanceof Question.HangUp
                    ? Exchange.begin(http, question.path(), request)
                    : Exchange.get(http, question.path(), request);
        } catch (Exception e) {
            return new Exchange(0, e.toString()); // the oracle will not like it
        }
    }
}
