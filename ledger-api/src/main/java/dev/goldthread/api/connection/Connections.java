package dev.goldthread.api.connection;

import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.person.PersonDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of a ledger that serves, as the file says now: a changed file counts from the
 * next delivery on. One that cannot be used counts for nothing, and the connections from before go
 * on; {@link #problem} says so. Thread-safe.
 */
public final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final ConnectionsFile file;
    private final Path journals;
    private final PersonDirectory persons;
    private final Map<String, Connected> connected = new ConcurrentHashMap<>();
    private Stamp stamp = Stamp.NONE;
    private Map<String, ConnectionSettings> settings = Map.of();
    private Optional<String> problem = Optional.empty();

    /** A version of the file. */
    private record Stamp(FileTime modifiedAt, long sizeBytes, Object key) {
        static final Stamp NONE = new Stamp(FileTime.fromMillis(0), -1, "");

        static Stamp of(Path path) throws IOException {
            if (!Files.exists(path)) {
                return NONE;
            }
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            Object key = found.fileKey();
            return new Stamp(found.lastModifiedTime(), found.size(), key == null ? "" : key);
        }
    }

    /** What outlives a change of the settings. */
    record Connected(DeliveryJournal journal, HookCounters counters) {}

    /**
     * @param journals a folder, one file per connection
     * @throws ConnectionsException when the file cannot be used
     */
    public Connections(ConnectionsFile file, Path journals, PersonDirectory persons) {
        this.file = file;
        this.journals = journals;
        this.persons = persons;
        load();
    }

    private synchronized void load() {
        try {
            Stamp now = Stamp.of(file.path());
            if (!now.equals(stamp)) {
                settings = byName(file.read());
                stamp = now;
                problem = Optional.empty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read".formatted(file.path()), e);
        }
    }

    private static Map<String, ConnectionSettings> byName(List<ConnectionSettings> all) {
        return all.stream()
                .collect(Collectors.toMap(ConnectionSettings::name, Function.identity()));
    }

    private synchronized Map<String, ConnectionSettings> current() {
        try {
            load();
        } catch (ConnectionsException | UncheckedIOException e) {
            String found = String.valueOf(e.getMessage());
            if (!problem.equals(Optional.of(found))) {
                LOG.error("{}; the connections from before go on", found);
            }
            problem = Optional.of(found);
        }
        return settings;
    }

    Optional<ConnectionSettings> find(String name) {
        return Optional.ofNullable(current().get(name));
    }

    /** By name. */
    public List<ConnectionSettings> all() {
        return current().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Why the file as it is now does not count. */
    public synchronized Optional<String> problem() {
        return problem;
    }

    Connected connected(ConnectionSettings of) {
        return connected.computeIfAbsent(
                of.name(),
                name ->
                        new Connected(
                                DeliveryJournal.open(journals.resolve(name + ".journal")),
                                new HookCounters()));
    }

    /** The rules of the connection with this name and format, where there is one. */
    public Optional<Rules> rules(String name, String format) {
        return find(name).filter(each -> each.format().equals(format)).<Rules>map(this::rules);
    }

    ConnectionRules rules(ConnectionSettings of) {
        return new ConnectionRules(of, persons);
    }

    /** Before the events that use the keys. */
    void savePersons() {
        persons.save();
    }
}
