package samples.flightdesk;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// What the command line says. picocli fills it in and writes the help from it.
final class Options {

    @Option(
            names = "--requests",
            paramLabel = "N",
            converter = Count.class,
            description = "How many questions to ask the desk (${DEFAULT-VALUE}).")
    int requests = 2000;

    @Option(
            names = "--clients",
            paramLabel = "N",
            converter = Count.class,
            description = "How many clients ask at the same time (${DEFAULT-VALUE}).")
    int clients = 64;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            converter = CountOrNone.class,
            description =
                    "How many to ask before that, which do not count: code that is cold is late"
                            + " itself (${DEFAULT-VALUE}).")
    int warmUp = 500;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Which questions, and when the directory is late or broken (${DEFAULT-VALUE}).")
    long seed = 2001;

    @Option(
            names = "--serve",
            paramLabel = "PORT",
            converter = Port.class,
            description = "Ask nothing: serve until Ctrl-C, for curl, wrk or a browser.")
    @Nullable Integer serve;

    @Option(
            names = "--loop",
            paramLabel = "WHERE",
            description =
                    "Which thread carries the hub: its own, or netty's event loop (own; with --serve"
                            + " netty, except where the mode is baton).")
    @Nullable Where loop;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    boolean help;

    /// Clients in this process have a second processor's share of the work done if Netty keeps its
    /// own threads. Clients outside have one of their own, and the fewer changes of thread the
    /// better.
    Where loop() {
        var chosen = loop;
        if (chosen != null) {
            return chosen;
        }
        return serve == null ? Where.own : Where.best();
    }

    static final class Count implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String text) {
            return number(text, 1, 1_000_000);
        }
    }

    static final class CountOrNone implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String text) {
            return number(text, 0, 1_000_000);
        }
    }

    /// Zero stands for any port that is free.
    static final class Port implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String text) {
            return number(text, 0, 65_535);
        }
    }

    private static int number(String text, int least, int most) {
        var number = text.matches("\\d{1,7}") ? Integer.parseInt(text) : -1;
        if (number < least || number > most) {
            throw new TypeConversionException(
                    "'" + text + "' is not a number from " + least + " to " + most);
        }
        return number;
    }
}
