package dev.goldthread.api.adapter.standard;

import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.Trust;
import dev.goldthread.core.event.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection named {@code ci} that knows one product, and persons by the letter k. */
public record PumpRules(Optional<Product> all, Trust trust) implements Rules {

    private static final Pattern KEY = Pattern.compile("REQ-[0-9]+");

    public static final PumpRules PUMP = of(Trust.NOBODY);

    /** Knows no product at all. */
    public static final PumpRules NOTHING = new PumpRules(Optional.empty(), Trust.NOBODY);

    public static PumpRules of(Trust trust) {
        return new PumpRules(Optional.of(new Product("infusion-pump")), trust);
    }

    @Override
    public String connection() {
        return "ci";
    }

    @Override
    public Optional<Product> product(String scope) {
        return all;
    }

    @Override
    public String environment(String name) {
        return name.equals("prod1") ? "production-eu" : name;
    }

    @Override
    public List<TrackerKey> trackerKeys(String text) {
        List<TrackerKey> keys = new ArrayList<>();
        Matcher matcher = KEY.matcher(text);
        while (matcher.find()) {
            keys.add(new TrackerKey("Requirement", matcher.group()));
        }
        return keys;
    }

    @Override
    public String person(String login, Optional<String> name, Optional<String> mail) {
        return "person-" + Integer.toHexString(login.hashCode());
    }
}
