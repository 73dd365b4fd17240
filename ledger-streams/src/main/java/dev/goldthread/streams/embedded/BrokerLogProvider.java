package dev.goldthread.streams.embedded;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Writes the broker's warnings and errors to standard error.
 *
 * <p>The child names this class in the system property {@code slf4j.provider} (SLF4J manual, since
 * 2.0.9). It is deliberately not announced to {@link java.util.ServiceLoader}, so the parent's
 * class path keeps exactly the one logging back end that the parent chose.
 */
public final class BrokerLogProvider implements SLF4JServiceProvider {

    private static final int ENTRIES_MAX = 100_000;
    private static int entryCount; // guarded by the class

    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> loggers.computeIfAbsent(name, WarningLogger::new);
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {}

    private static synchronized void write(
            Level level, String name, String text, @Nullable Throwable thrown) {
        entryCount++;
        if (entryCount > ENTRIES_MAX) {
            return;
        }
        System.err.printf("%s %s %s: %s%n", Instant.now(), level, name, text);
        if (thrown != null) {
            thrown.printStackTrace(System.err);
        }
        if (entryCount == ENTRIES_MAX) {
            System.err.println("no more entries until the next start, to spare the disk");
        }
    }

    private static final class WarningLogger extends LegacyAbstractLogger {

        WarningLogger(String name) {
            this.name = name;
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return false;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String pattern,
                Object @Nullable [] arguments,
                @Nullable Throwable thrown) {
            write(level, name, MessageFormatter.basicArrayFormat(pattern, arguments), thrown);
        }
    }
}
