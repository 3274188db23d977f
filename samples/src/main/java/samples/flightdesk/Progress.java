package samples.flightdesk;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

import java.io.Console;
import java.util.Optional;

/// Progress bars on the standard error.
final class Progress {

    private Progress() {}

    static ProgressBar bar(String task, long total) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(isWatched() ? 100 : Integer.MAX_VALUE)
                .setMaxRenderedLength(80)
                .build();
    }

    /// In a file, a bar that moves is litter: there, only its beginning and its end are drawn.
    private static boolean isWatched() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
}
