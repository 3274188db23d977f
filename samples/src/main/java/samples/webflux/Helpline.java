package samples.webflux;

import java.net.http.HttpResponse;

/// A helpline on Spring WebFlux: the controller is plain code that returns a `Greenlet`, an
/// `AsyncResult` and a `Queue`.
public final class Helpline {

    private static final String AT_ONCE = "PT0.05S";
    private static final String PATIENTLY = "PT30S";

    void main() {
        try (var server = new HelplineServer();
                var caller = new Caller(server.address())) {
            say("nobody helps", caller.ask("Is anybody there?", AT_ONCE).join());
            try (var stream = caller.help()) {
                var questions = stream.iterator();
                var old = Caller.next(questions);
                say("a helper who comes late", caller.answer(old, "Yes!"));

                var asker = caller.ask("6 x 7?", PATIENTLY);
                var question = Caller.next(questions);
                say("the helper of '" + question.text() + "'", caller.answer(question, "42"));
                say("who asked", asker.join());
                say("who listens", caller.listen(question));

                var leaver = caller.ask("Will you wait for me?", PATIENTLY);
                var vain = Caller.next(questions);
                leaver.cancel(true);
                say("who listens after the asker has left", caller.listen(vain));
            }
        }
    }

    private static void say(String who, HttpResponse<String> response) {
        IO.println(who + ": " + response.statusCode() + " " + response.body());
    }
}
