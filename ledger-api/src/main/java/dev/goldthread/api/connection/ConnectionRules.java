package dev.goldthread.api.connection;

import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.Trust;
import dev.goldthread.api.person.PersonDirectory;
import dev.goldthread.core.event.Product;
import java.util.List;
import java.util.Optional;

/** A connection's settings as an adapter asks for them. Thread-safe. */
public final class ConnectionRules implements Rules {

    /** Keys stand near the top; a longer text costs more than it tells. */
    private static final int SEARCHED_LENGTH_MAX = 20_000;

    private record ByName(Glob glob, Product product) {}

    private final ConnectionSettings settings;
    private final PersonDirectory persons;
    private final List<ByName> products;
    private final List<Glob> protectedBranches;

    public ConnectionRules(ConnectionSettings settings, PersonDirectory persons) {
        this.settings = settings;
        this.persons = persons;
        this.products =
                settings.products().stream()
                        .map(rule -> new ByName(Glob.of(rule.match()), rule.product()))
                        .toList();
        this.protectedBranches = settings.protectedBranches().stream().map(Glob::of).toList();
    }

    @Override
    public String connection() {
        return settings.name();
    }

    @Override
    public Optional<Product> product(String scope) {
        return products.stream()
                .filter(rule -> rule.glob().matches(scope))
                .map(ByName::product)
                .findFirst()
                .or(settings::product);
    }

    @Override
    public String environment(String name) {
        return settings.environments().getOrDefault(name, name);
    }

    @Override
    public boolean isProtected(String branch) {
        return protectedBranches.stream().anyMatch(glob -> glob.matches(branch));
    }

    @Override
    public List<TrackerKey> trackerKeys(String text) {
        String searched =
                text.length() <= SEARCHED_LENGTH_MAX
                        ? text
                        : text.substring(0, SEARCHED_LENGTH_MAX);
        return settings.keys().find(searched).entrySet().stream()
                .map(found -> new TrackerKey(found.getValue(), found.getKey()))
                .toList();
    }

    @Override
    public Trust trust() {
        return settings.trust();
    }

    /** By account where there is one, since a tool tells names and addresses only at times. */
    @Override
    public String person(String login, Optional<String> name, Optional<String> mail) {
        return login.isBlank()
                ? persons.keyOf(name.orElse(""), mail.orElse("")).value()
                : persons.keyOfAccount(settings.accounts(), login, name.orElse(""), mail.orElse(""))
                        .value();
    }
}
