package dev.goldthread.api.connection;

import dev.goldthread.api.adapter.Adapter;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Trust;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.connection.ConnectionSettings.ProductRule;
import dev.goldthread.api.tracker.IssueKeys;
import dev.goldthread.core.event.Product;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads settings; what is wrong, or unknown, is named with its place. */
record SettingsJson(SecretSource secrets) {

    private static final Set<String> MEMBERS =
            Set.of(
                    "name",
                    "format",
                    "authentication",
                    "product",
                    "products",
                    "environments",
                    "issuePattern",
                    "requirementPattern",
                    "protectedBranches",
                    "accounts",
                    "source",
                    "trust",
                    "mappings");

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,47}");

    List<ConnectionSettings> read(Member file) {
        requireKnown(file, Set.of("connections"));
        if (!file.at("connections").json().isArray()) {
            throw new UnfitException(
                    "/connections", "missing", "no array", "send {\"connections\": [ … ]}");
        }
        Set<String> names = new HashSet<>();
        return file.at("connections").items().stream()
                .map(
                        each -> {
                            ConnectionSettings settings = one(each);
                            if (!names.add(settings.name())) {
                                throw new UnfitException(
                                        each.at("name").pointer(),
                                        "unique-name",
                                        settings.name(),
                                        "give every connection a name of its own");
                            }
                            return settings;
                        })
                .toList();
    }

    private ConnectionSettings one(Member at) {
        requireKnown(at, MEMBERS);
        String name = name(at.at("name"));
        Adapter adapter = adapter(at);
        Member authentication = at.at("authentication");
        requireKnown(authentication, Set.of("scheme", "secret", "header", "user"));
        String scheme =
                authentication
                        .at("scheme")
                        .text()
                        .orElseGet(() -> Schemes.defaultFor(adapter.name()));
        return new ConnectionSettings(
                name,
                adapter,
                scheme,
                Schemes.of(scheme, authentication, secrets.read(authentication.at("secret"))),
                at.at("products").items().stream().map(SettingsJson::productRule).toList(),
                optional(at.at("product")).map(SettingsJson::product),
                environments(at.at("environments")),
                keys(at),
                at.at("protectedBranches").items().stream().map(Member::needText).toList(),
                at.at("accounts").text().orElse(adapter.name()),
                optional(at.at("source")).map(SettingsJson::address),
                trust(at.at("trust")));
    }

    private static URI address(Member at) {
        String text = at.needText();
        try {
            URI uri = URI.create(text.replaceAll("/+$", ""));
            boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (isWeb && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // answered below, with the place
        }
        throw new UnfitException(
                at.pointer(), "address", text, "give the page, https://HOST/OWNER/NAME");
    }

    private Trust trust(Member at) {
        if (!at.isThere()) {
            return Trust.NOBODY;
        }
        requireKnown(at, Set.of("keys", "sigstoreRoot", "identities"));
        return new TrustFiles(secrets.data()).read(at);
    }

    private static String name(Member at) {
        String name = at.needText();
        if (!NAME.matcher(name).matches()) {
            throw new UnfitException(
                    at.pointer(),
                    "connection-name",
                    name,
                    "choose 1 to 48 lower-case letters, digits and . _ -, such as pump-github");
        }
        return name;
    }

    private static Adapter adapter(Member at) {
        String format = at.at("format").needText();
        return Adapters.of(format, at.at("mappings"))
                .orElseThrow(
                        () ->
                                new UnfitException(
                                        at.at("format").pointer(),
                                        "unknown-format",
                                        format,
                                        "name one of " + Adapters.formats()));
    }

    private static Optional<Member> optional(Member at) {
        return Optional.of(at).filter(Member::isThere);
    }

    private static ProductRule productRule(Member at) {
        requireKnown(at, Set.of("match", "product"));
        return new ProductRule(at.at("match").needText(), product(at.at("product")));
    }

    private static Product product(Member at) {
        String name = at.needText();
        if (!Product.isName(name)) {
            throw new UnfitException(
                    at.pointer(),
                    "product-form",
                    name,
                    "choose lower-case words joined by . _ or -, such as infusion-pump");
        }
        return new Product(name);
    }

    private static Map<String, String> environments(Member at) {
        Map<String, String> environments = new LinkedHashMap<>();
        at.json()
                .fieldNames()
                .forEachRemaining(
                        name ->
                                environments.put(
                                        name,
                                        new Member(at.json().path(name), at.pointer() + "/" + name)
                                                .needText()));
        return environments;
    }

    private static IssueKeys keys(Member at) {
        return new IssueKeys(
                pattern(at.at("issuePattern"), IssueKeys.ISSUE_DEFAULT),
                pattern(at.at("requirementPattern"), IssueKeys.REQUIREMENT_DEFAULT));
    }

    private static Pattern pattern(Member at, String preset) {
        String text = optional(at).map(Member::needText).orElse(preset);
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new UnfitException(
                    at.pointer(),
                    "pattern",
                    text,
                    "send a regular expression: " + e.getDescription());
        }
    }

    /** A member with a slip of the pen would be a rule that nobody applies. */
    private static void requireKnown(Member at, Set<String> known) {
        if (!at.json().isObject()) {
            throw new UnfitException(
                    at.pointer(),
                    at.isThere() ? "wrong-type" : "missing",
                    at.isThere() ? at.json().getNodeType().toString() : "nothing",
                    "send a JSON object");
        }
        at.json()
                .fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!known.contains(name)) {
                                throw new UnfitException(
                                        at.pointer() + "/" + name,
                                        "unknown-member",
                                        name,
                                        "leave it out; known are "
                                                + known.stream().sorted().toList());
                            }
                        });
    }
}
