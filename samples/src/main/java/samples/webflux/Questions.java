package samples.webflux;

import jevent.Greenlet;
import jevent.Hub;
import jevent.Timeout;
import jevent.sync.AsyncResult;
import jevent.sync.Queue;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Who asks waits for the answer; each question goes to one helper.
@RestController
@RequestMapping("/questions")
final class Questions {

    private final Hub hub;
    private final Queue<ServerSentEvent<String>> open = Queue.unbounded();
    private final Map<String, AsyncResult<String>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    Questions(Hub hub) {
        this.hub = hub;
    }

    /// A client that leaves kills the greenlet; as after a timeout, the question is withdrawn.
    @PostMapping
    Greenlet<String> ask(
            @RequestBody AsyncResult<String> question,
            @RequestParam(name = "within", defaultValue = "PT30S") Duration limit) {
        return hub.spawn(() -> {
            String id = Integer.toString(count.incrementAndGet());
            var answer = AsyncResult.<String>promise(); // by another client
            answers.put(id, answer);
            try {
                open.put(ServerSentEvent.builder(question.get()).id(id).build());
                return answer.get(limit);
            } finally {
                answer.trySetException(withdrawn(id));
            }
        });
    }

    /// Helpers connected to this share the questions out.
    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Queue<ServerSentEvent<String>> questions() {
        return open;
    }

    /// Any number may wait for an answer; one that leaves takes it away from nobody.
    @GetMapping("/{id}")
    AsyncResult<String> listen(@PathVariable("id") String id) {
        return answerTo(id);
    }

    @PostMapping("/{id}")
    String answer(@PathVariable("id") String id, @RequestBody String text) {
        if (!answerTo(id).trySet(text)) {
            throw withdrawn(id);
        }
        return "thank you";
    }

    private AsyncResult<String> answerTo(String id) {
        AsyncResult<String> answer = answers.get(id);
        if (answer == null) {
            throw new NoSuchElementException("there is no question " + id);
        }
        return answer;
    }

    private static NoSuchElementException withdrawn(String id) {
        return new NoSuchElementException("question " + id + " was withdrawn");
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.GATEWAY_TIMEOUT)
    String late(Timeout late) {
        return "nobody answered in time";
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.GONE)
    String gone(NoSuchElementException gone) {
        return String.valueOf(gone.getMessage());
    }
}
