package dev.goldthread.api.adapter.eiffel;

import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.adapter.standard.Causes;
import dev.goldthread.api.adapter.standard.Naming;
import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What all Eiffel events have (Eiffel syntax: meta, data, links).
 *
 * @param type without its frame: {@code ArtifactCreated}
 */
record EiffelEvent(
        Member root, String id, String type, Instant time, Member data, List<Member> links) {

    private static final Pattern TYPE = Pattern.compile("Eiffel[A-Za-z]{1,80}Event");

    /** Until the year 5138, and never before 1970. */
    private static final long TIME_MILLIS_MAX = 99_999_999_999_999L;

    static EiffelEvent read(Member root) {
        Member meta = root.needObject().get("meta").needObject();
        Member type = meta.get("type");
        if (!TYPE.matcher(type.needText()).matches()) {
            throw type.refused("not-a-type", "send an Eiffel event");
        }
        Member time = meta.get("time");
        if (!time.json().isIntegralNumber()
                || !time.json().canConvertToLong()
                || time.json().longValue() < 0
                || time.json().longValue() > TIME_MILLIS_MAX) {
            throw time.refused(
                    time.isThere() ? "not-a-time" : "missing", "send milliseconds since 1970");
        }
        String name = type.needText();
        return new EiffelEvent(
                root,
                meta.get("id").needText(),
                name.substring("Eiffel".length(), name.length() - "Event".length()),
                Instant.ofEpochMilli(time.json().longValue()),
                root.get("data"),
                root.get("links").items());
    }

    /** Where the sender says what Eiffel has no field for: customData of this key. */
    Member beside() {
        return data.get("customData").items().stream()
                .filter(item -> item.get("key").text().filter("goldthread"::equals).isPresent())
                .map(item -> item.get("value"))
                .findFirst()
                .orElseGet(() -> data.get("customData").get("goldthread"));
    }

    /** The first link of a type. */
    Optional<String> target(String linkType) {
        return links.stream()
                .filter(link -> link.get("type").text().filter(linkType::equals).isPresent())
                .flatMap(link -> link.get("target").text().stream())
                .findFirst();
    }

    /**
     * @throws UnfitException refused, when there is no such link
     */
    String requiredTarget(String linkType) {
        Optional<String> target = target(linkType);
        if (target.isEmpty()) {
            throw root.get("links").refused("missing-link", "send a link %s".formatted(linkType));
        }
        return target.get();
    }

    private Product product(Rules rules) {
        Member source = root.get("meta").get("source");
        return Stream.of(
                        data.get("gitIdentifier").get("repoName").text(),
                        source.get("domainId").text(),
                        source.get("name").text(),
                        Optional.of("eiffel"))
                .flatMap(Optional::stream)
                .flatMap(scope -> rules.product(scope).stream())
                .findFirst()
                .orElseThrow(
                        () ->
                                UnfitException.unmapped(
                                        type,
                                        "no rule of connection %s names its product"
                                                .formatted(rules.connection())));
    }

    /** The event's frame; causes are links to the events they name. */
    Draft draft(String ours, Rules rules) {
        Member source = root.get("meta").get("source");
        String uri =
                source.get("uri")
                        .text()
                        .or(() -> source.get("domainId").text())
                        .or(() -> source.get("host").text())
                        .orElse("eiffel");
        Draft draft =
                Draft.of(Naming.eventId(rules.connection(), id), product(rules), ours, time)
                        .system(rules.connection())
                        .source(Naming.uri(rules.connection(), uri), "eiffel");
        Causes.link(
                draft,
                rules,
                links.stream()
                        .filter(link -> link.get("type").text().filter("CAUSE"::equals).isPresent())
                        .flatMap(link -> link.get("target").text().stream()));
        return draft;
    }

    /** An id for what this or another event began. */
    static String node(String eventId) {
        return "eiffel:" + eventId;
    }
}
