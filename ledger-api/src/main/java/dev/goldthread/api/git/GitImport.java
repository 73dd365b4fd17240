package dev.goldthread.api.git;

import dev.goldthread.api.person.PersonDirectory;
import dev.goldthread.api.tracker.IssueKeys;
import dev.goldthread.core.event.Product;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Sends what is new in a repository: commits, parents first, then tags. The same history gives the
 * same events, so whatever is sent twice changes nothing.
 */
public final class GitImport {

    private static final int BATCH_EVENTS = 1000;

    /** Where events go. */
    public interface Sink {
        /** Sends a batch, at most 1,000 events, and returns what became of them. */
        Counts send(List<EventLine> batch);
    }

    /** Hears how far the import has come. */
    public interface Progress {
        /**
         * @param sent events sent so far
         * @param total events there are to send
         */
        void sent(long sent, long total);
    }

    /** What became of events. */
    public record Counts(long accepted, long duplicates, long refused) {

        public static final Counts NONE = new Counts(0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(
                    accepted + other.accepted,
                    duplicates + other.duplicates,
                    refused + other.refused);
        }
    }

    /** Whether to begin where the last run ended. */
    public enum Since {
        LAST_RUN,
        BEGINNING
    }

    /**
     * What was sent.
     *
     * @param commits how many commit events
     * @param tags how many candidates
     */
    public record Result(long commits, long tags, Counts counts) {}

    private final GitHistory history;
    private final GitEvents events;
    private final PersonDirectory persons;
    private final ImportState state;

    /**
     * @param data the data folder, which keeps persons and the memory of what was sent
     */
    public GitImport(
            GitHistory history,
            Product product,
            GitOrigin origin,
            IssueKeys issues,
            PersonDirectory persons,
            Path data) {
        this.history = history;
        this.persons = persons;
        this.events = new GitEvents(product, origin, issues, persons);
        this.state = ImportState.of(data, product, history.commonFolder());
    }

    /**
     * Sends all that is new and remembers that it did, unless some was refused or was not there.
     */
    public Result run(Since since, Sink sink, Progress progress) {
        Map<String, ObjectId> tips = history.tips();
        Sink named =
                batch -> {
                    persons.save(); // before the events that use their keys
                    return sink.send(batch);
                };
        Result result = send(tips, since, named, progress);
        // What a shallow clone cut off is below its tips, and must still count as new later on.
        if (result.counts().refused() == 0 && !history.isShallow()) {
            state.write(tips);
        }
        return result;
    }

    /** Goes through all that is new, and remembers nothing. */
    public Result dryRun(Since since, Sink sink, Progress progress) {
        return send(history.tips(), since, sink, progress);
    }

    private Result send(Map<String, ObjectId> tips, Since since, Sink sink, Progress progress) {
        Map<String, ObjectId> sent = since == Since.LAST_RUN ? state.read() : Map.of();
        List<ObjectId> commits = history.commits(tips.values(), sent.values());
        List<GitTag> all = history.tags();
        List<GitTag> tags =
                all.stream()
                        .filter(
                                tag ->
                                        !tag.object()
                                                .equals(sent.get(Constants.R_TAGS + tag.name())))
                        .toList();
        Batches batches = new Batches(sink, progress, commits.size() + tags.size());
        commits.forEach(id -> batches.add(events.commitPushed(history.commit(id))));
        tags.forEach(
                tag ->
                        batches.add(
                                events.releaseCreated(
                                        tag,
                                        history.commit(tag.commit()),
                                        history.earlier(tag, all))));
        batches.flush();
        return new Result(commits.size(), tags.size(), batches.counts);
    }

    private static final class Batches {

        private final Sink sink;
        private final Progress progress;
        private final long total;
        private final List<EventLine> batch = new ArrayList<>(BATCH_EVENTS);
        private long sent;
        private Counts counts = Counts.NONE;

        Batches(Sink sink, Progress progress, long total) {
            this.sink = sink;
            this.progress = progress;
            this.total = total;
        }

        void add(EventLine line) {
            batch.add(line);
            if (batch.size() == BATCH_EVENTS) {
                flush();
            }
        }

        void flush() {
            if (!batch.isEmpty()) {
                counts = counts.plus(sink.send(List.copyOf(batch)));
                sent += batch.size();
                batch.clear();
            }
            progress.sent(sent, total);
        }
    }
}
