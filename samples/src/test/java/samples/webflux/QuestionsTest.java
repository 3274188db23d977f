package samples.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/// The controller in Spring's own test bed, without a network.
class QuestionsTest {

    private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
            new ParameterizedTypeReference<>() {};

    private final AnnotationConfigApplicationContext context =
            new AnnotationConfigApplicationContext(HelplineConfiguration.class);
    private final WebTestClient client = WebTestClient.bindToApplicationContext(context).build();

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void aQuestionGoesToAHelperAndHisAnswerToWhoAsked() {
        var asker = CompletableFuture.supplyAsync(() -> body(post("/questions", "6 x 7?")));

        var question = nextQuestion();
        assertThat(question.data()).isEqualTo("6 x 7?");
        assertThat(body(post("/questions/" + question.id(), "42"))).isEqualTo("thank you");

        assertThat(asker.join()).isEqualTo("42");
        assertThat(body(get("/questions/" + question.id()))).isEqualTo("42");
    }

    @Test
    void listenersWaitForTheAnswer() {
        var asker = CompletableFuture.supplyAsync(() -> body(post("/questions", "6 x 7?")));
        var path = "/questions/" + nextQuestion().id();
        var listener = CompletableFuture.supplyAsync(() -> body(get(path)));

        post(path, "42").expectStatus().isOk();

        assertThat(listener.join()).isEqualTo("42");
        assertThat(asker.join()).isEqualTo("42");
        post(path, "43").expectStatus().isEqualTo(HttpStatus.GONE);
    }

    @Test
    void aTimeoutIsAnAnswerToo() {
        var response = post("/questions?within=PT0.02S", "Is anybody there?");

        response.expectStatus().isEqualTo(HttpStatus.GATEWAY_TIMEOUT);
        assertThat(body(response)).isEqualTo("nobody answered in time");
    }

    @Test
    void anErrorOfTheArgumentIsTheGreenlets() {
        client.post().uri("/questions").exchange().expectStatus().isBadRequest(); // without a body
    }

    @Test
    void whoListensToNothingIsTold() {
        assertThat(body(get("/questions/7"))).isEqualTo("there is no question 7");
    }

    private WebTestClient.ResponseSpec post(String uri, String text) {
        return client.post().uri(uri).contentType(MediaType.TEXT_PLAIN).bodyValue(text).exchange();
    }

    private WebTestClient.ResponseSpec get(String uri) {
        return client.get().uri(uri).exchange();
    }

    private static String body(WebTestClient.ResponseSpec response) {
        return Objects.requireNonNull(
                response.expectBody(String.class).returnResult().getResponseBody());
    }

    /// Connects as a helper, takes one question, and leaves.
    private ServerSentEvent<String> nextQuestion() {
        return Objects.requireNonNull(
                get("/questions")
                        .expectStatus()
                        .isOk()
                        .returnResult(EVENT)
                        .getResponseBody()
                        .blockFirst());
    }
}
