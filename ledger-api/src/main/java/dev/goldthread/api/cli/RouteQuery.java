package dev.goldthread.api.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The query of a route while it is put together. Not thread-safe. */
final class RouteQuery {

    private final List<String> parts = new ArrayList<>();

    RouteQuery with(String name, String value) {
        parts.add(name + "=" + LedgerClient.encode(value));
        return this;
    }

    RouteQuery with(String name, Optional<String> value) {
        value.ifPresent(each -> with(name, each));
        return this;
    }

    RouteQuery with(String name, List<String> values) {
        values.forEach(each -> with(name, each));
        return this;
    }

    @Override
    public String toString() {
        return "?" + String.join("&", parts);
    }
}
