package jevent;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Collects what is written to the log that contains a text, until it is closed.
final class LogLines extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("jevent");
    private final String text;
    private final List<String> lines = new ArrayList<>();

    LogLines(String text) {
        this.text = text;
        logger.addHandler(this);
    }

    @Override
    public synchronized void publish(LogRecord line) {
        if (line.getMessage().contains(text)) {
            lines.add(line.getMessage());
        }
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
