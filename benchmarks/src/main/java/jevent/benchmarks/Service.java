package jevent.benchmarks;

import jevent.benchmarks.desk.FlightDesk;
import jevent.benchmarks.hello.HttpHello;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/// What is measured as a whole, over HTTP; not by JMH.
enum Service {
    HTTP_HELLO(HttpHello.LABEL, HttpHello::compare),
    FLIGHT_DESK(FlightDesk.LABEL, FlightDesk::compare);

    private interface Comparison {
        void run(boolean quick) throws IOException;
    }

    final String label;
    private final Comparison comparison;

    Service(String label, Comparison comparison) {
        this.label = label;
        this.comparison = comparison;
    }

    static Optional<Service> named(String label) {
        return Stream.of(values()).filter(service -> service.label.equals(label)).findFirst();
    }

    /// Prints rows, and how jevent does against its targets, on stdout.
    ///
    /// @throws IOException if an answer was wrong, or none came, or a tool is missing
    void compare(boolean quick) throws IOException {
        comparison.run(quick);
    }
}
