package samples.flightdesk;

/// One thing to ask the desk.
public sealed interface Question {

    String path();

    /// What the report calls questions of this kind.
    String kind();

    /// All about a route.
    record About(Route route) implements Question {

        @Override
        public String path() {
            return "/routes/" + route.origin() + "/" + route.destination();
        }

        @Override
        public String kind() {
            return "routes";
        }
    }

    /// The most delayed departures of an airport.
    record MostDelayed(String airport, int limit) implements Question {

        @Override
        public String path() {
            return "/delays?airport=" + airport + "&limit=" + limit;
        }

        @Override
        public String kind() {
            return "delays";
        }
    }

    /// The same, by a client that hangs up after the first bytes.
    record HangUp(MostDelayed question) implements Question {

        @Override
        public String path() {
            return question.path();
        }

        @Override
        public String kind() {
            return "hang-ups";
        }
    }

    /// Something the desk has to refuse.
    record Nonsense(String path, int status) implements Question {

        @Override
        public String kind() {
            return "nonsense";
        }
    }
}
