package dev.goldthread.api.cli;

import dev.goldthread.api.node.NodeListener;
import java.time.Duration;
import java.util.Locale;

/** Tells on standard error how a start goes, and what takes long later. Safe for any thread. */
final class NodeProgress implements NodeListener {

    private final Terminal terminal;

    NodeProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void starting(String stage) {}

    @Override
    public void ready(String stage, Duration took) {
        terminal.say("  %-22s ready after %s".formatted(stage, seconds(took)));
    }

    @Override
    public void tells(String stage, String line) {
        terminal.say("  %-22s %s".formatted(stage, line));
    }

    static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    }
}
