package dev.goldthread.api.connection;

import dev.goldthread.api.adapter.Adapter;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.generic.GenericAdapter;
import dev.goldthread.api.adapter.github.GitHubAdapter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The formats that a connection may have. */
final class Adapters {

    private static final List<Adapter> ALL = List.of(new GitHubAdapter());

    private Adapters() {}

    static List<String> formats() {
        return Stream.concat(ALL.stream().map(Adapter::name), Stream.of(GenericAdapter.NAME))
                .sorted()
                .toList();
    }

    /**
     * @param mappings of the connection, for the format that needs them
     */
    static Optional<Adapter> of(String format, Member mappings) {
        return format.equals(GenericAdapter.NAME)
                ? Optional.of(GenericAdapter.of(mappings))
                : ALL.stream().filter(adapter -> adapter.name().equals(format)).findFirst();
    }
}
