package samples.webflux;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// A client of the helpline, with the JDK's own HTTP client.
final class Caller implements AutoCloseable {

    /// A question, as a helper gets it.
    record Question(String id, String text) {}

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI helpline;

    Caller(URI helpline) {
        this.helpline = helpline;
    }

    /// Asks; to cancel the future is to hang up.
    CompletableFuture<HttpResponse<String>> ask(String question, String limit) {
        return http.sendAsync(
                post("/questions?within=" + limit, question), BodyHandlers.ofString());
    }

    HttpResponse<String> answer(Question question, String answer) {
        return http.sendAsync(post("/questions/" + question.id(), answer), BodyHandlers.ofString())
                .join();
    }

    /// Waits for somebody else's answer.
    HttpResponse<String> listen(Question question) {
        return http.sendAsync(get("/questions/" + question.id()), BodyHandlers.ofString()).join();
    }

    /// The lines of the questions' stream, as they come; to close it is to go home.
    Stream<String> help() {
        return http.sendAsync(get("/questions"), BodyHandlers.ofLines()).join().body();
    }

    /// Reads one event: `id:1`, `data:text`, and an empty line.
    static Question next(Iterator<String> lines) {
        String id = lines.next().replaceFirst("id:", "");
        String text = lines.next().replaceFirst("data:", "");
        lines.next();
        return new Question(id, text);
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(helpline.resolve(path)).build();
    }

    private HttpRequest post(String path, String text) {
        return HttpRequest.newBuilder(helpline.resolve(path))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(text))
                .build();
    }

    @Override
    public void close() {
        http.close();
    }
}
