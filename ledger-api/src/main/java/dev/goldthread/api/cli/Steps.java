package dev.goldthread.api.cli;

import dev.goldthread.api.cli.Terminal.Screen;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a long command has come, on standard error and only for a person. */
final class Steps implements AutoCloseable {

    private static final int WIDTH = 90;

    private final Optional<ProgressBar> bar;

    /**
     * @param task what is done, {@code sending}
     * @param unit what is counted, {@code events}
     */
    Steps(String task, String unit, Terminal terminal) {
        bar =
                terminal.errScreen() == Screen.PERSON
                        ? Optional.of(bar(task, unit, terminal))
                        : Optional.empty();
    }

    private static ProgressBar bar(String task, String unit, Terminal terminal) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setUnit(" " + unit, 1)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(200)
                .showSpeed()
                .setConsumer(new ConsoleProgressBarConsumer(terminal.err(), WIDTH))
                .build();
    }

    void at(long done, long total) {
        bar.ifPresent(
                steps -> {
                    steps.maxHint(total);
                    steps.stepTo(done);
                });
    }

    /** All is done, whatever was counted: offsets of a topic are not all records. */
    void finish() {
        bar.ifPresent(steps -> steps.stepTo(steps.getMax()));
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
