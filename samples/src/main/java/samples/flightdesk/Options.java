package samples.flightdesk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;

/// What the command line says.
record Options(int requests, int clients, long seed, OptionalInt serve, boolean help) {

    static final String USAGE =
            """
            usage: flight-desk [--requests N] [--clients N] [--seed N] [--serve PORT] [--help]

              --requests N   how many questions to ask the desk (2000)
              --clients N    how many clients ask at the same time (64)
              --seed N       which questions, and when the directory is late or broken (2001)
              --serve PORT   ask nothing: serve until Ctrl-C, for curl, wrk or a browser
              --help         this text
            """;

    private static final Options DEFAULT = new Options(2000, 64, 2001, OptionalInt.empty(), false);

    /// @throws IllegalArgumentException what is wrong with the command line
    static Options parse(String... arguments) {
        var rest = new ArrayDeque<>(List.of(arguments));
        var options = DEFAULT;
        while (!rest.isEmpty()) {
            options = options.with(rest.remove(), rest);
        }
        return options;
    }

    private Options with(String flag, Deque<String> rest) {
        return switch (flag) {
            case "--requests" ->
                    new Options(number(flag, rest, 1, 1_000_000), clients, seed, serve, help);
            case "--clients" ->
                    new Options(requests, number(flag, rest, 1, 1000), seed, serve, help);
            case "--seed" ->
                    new Options(
                            requests,
                            clients,
                            number(flag, rest, 0, Integer.MAX_VALUE),
                            serve,
                            help);
            case "--serve" ->
                    new Options(
                            requests,
                            clients,
                            seed,
                            OptionalInt.of(number(flag, rest, 0, 65535)),
                            help);
            case "--help", "-h" -> new Options(requests, clients, seed, serve, true);
            default -> throw new IllegalArgumentException("unknown flag " + flag);
        };
    }

    private static int number(String flag, Deque<String> rest, int least, int most) {
        var text = rest.isEmpty() ? "nothing" : rest.remove();
        try {
            var number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                flag + " takes a number from " + least + " to " + most + ", not " + text);
    }
}
