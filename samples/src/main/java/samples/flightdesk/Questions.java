package samples.flightdesk;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Draws questions from the data: the same ones for the same seed.
public final class Questions {

    private static final List<Question.Nonsense> NONSENSE =
            List.of(
                    new Question.Nonsense("/routes/ORD/QQQ", 404),
                    new Question.Nonsense("/routes/chicago/LAX", 400),
                    new Question.Nonsense("/delays?airport=QQQ", 404),
                    new Question.Nonsense("/delays?limit=10", 400),
                    new Question.Nonsense("/delays?airport=ORD&limit=-1", 400),
                    new Question.Nonsense("/delays?airport=ORD&limit=many", 400),
                    new Question.Nonsense("/departures", 404));

    private final List<Flight> flights;
    private final SplittableRandom random;

    private Questions(DataSet data, long seed) {
        this.flights = data.flights();
        this.random = new SplittableRandom(seed);
    }

    public static List<Question> draw(DataSet data, long seed, int count) {
        var questions = new Questions(data, seed);
        return IntStream.range(0, count).mapToObj(i -> questions.next()).toList();
    }

    private Question next() {
        var roll = random.nextInt(100);
        if (roll < 84) {
            return new Question.About(flight().route());
        }
        if (roll < 94) {
            return mostDelayed(1 + random.nextInt(200));
        }
        if (roll < 97) {
            return new Question.HangUp(mostDelayed(Ask.MOST_ROWS));
        }
        return NONSENSE.get(random.nextInt(NONSENSE.size()));
    }

    private Question.MostDelayed mostDelayed(int limit) {
        return new Question.MostDelayed(flight().origin(), limit);
    }

    private Flight flight() {
        return flights.get(random.nextInt(flights.size()));
    }
}
