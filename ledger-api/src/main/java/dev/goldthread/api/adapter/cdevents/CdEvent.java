package dev.goldthread.api.adapter.cdevents;

import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.adapter.standard.Causes;
import dev.goldthread.api.adapter.standard.Naming;
import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What all CDEvents have (CDEvents specification, "Context" and "Subject").
 *
 * @param kind subject and predicate, {@code build.finished}
 * @param subjectSource the subject's own source, the context's where it names none
 * @param content what only events of this type have; may be missing
 */
record CdEvent(
        Member root,
        String id,
        String source,
        String kind,
        Instant timestamp,
        String subjectId,
        String subjectSource,
        Member content) {

    private static final Pattern TYPE =
            Pattern.compile(
                    "dev\\.cdevents\\.([a-z]+\\.[a-z]+)\\.[0-9]{1,6}\\.[0-9]{1,6}\\.[0-9]{1,6}(-[0-9A-Za-z.-]{1,40})?");

    private static final String CUSTOM_TYPES = "dev.cdeventsx.";

    /** Versions whose context and subject we know; a 1.0 may change either. */
    private static final String MAJOR = "0.";

    static CdEvent read(Member root) {
        Member context = root.get("context").needObject();
        Member subject = root.get("subject").needObject();
        requireVersion(context);
        String source = context.get("source").needText();
        return new CdEvent(
                root,
                context.get("id").needText(),
                source,
                kind(context.get("type")),
                context.get("timestamp").needRfc3339(),
                subject.get("id").needText(),
                subject.get("source").text().orElse(source),
                subject.get("content"));
    }

    /** Named {@code version} up to 0.5, {@code specversion} in the drafts of 0.6. */
    private static void requireVersion(Member context) {
        Member version =
                context.get("specversion").isThere()
                        ? context.get("specversion")
                        : context.get("version");
        if (!version.needText().startsWith(MAJOR)) {
            throw version.refused("unknown-version", "send CDEvents 0.3 to 0.6");
        }
    }

    private static String kind(Member type) {
        String text = type.needText();
        Matcher matcher = TYPE.matcher(text);
        if (matcher.matches()) {
            return matcher.group(1);
        } else if (text.startsWith(CUSTOM_TYPES)) {
            throw UnfitException.unmapped(
                    text, "it is a custom event, whose meaning only its tool knows");
        }
        throw type.refused("not-a-type", "send dev.cdevents.<subject>.<predicate>.<version>");
    }

    /** The names by which a rule may know the product, the narrowest first. */
    Product product(Rules rules) {
        return Stream.of(
                        content.get("repository").get("id").text(),
                        content.get("pipelineName").text(),
                        Optional.of(subjectSource),
                        Optional.of(source))
                .flatMap(Optional::stream)
                .flatMap(scope -> rules.product(scope).stream())
                .findFirst()
                .orElseThrow(
                        () ->
                                UnfitException.unmapped(
                                        kind,
                                        "no rule of connection %s names the product of %s"
                                                .formatted(rules.connection(), source)));
    }

    /** The event's frame; context links become links to the events they name. */
    Draft draft(String type, Rules rules) {
        Draft draft =
                Draft.of(Naming.eventId(rules.connection(), id), product(rules), type, timestamp)
                        .system(rules.connection())
                        .source(Naming.uri(rules.connection(), source), "cdevents");
        root.get("context")
                .get("chainId")
                .text()
                .ifPresent(chain -> draft.label("cdevents.chainId", chain));
        Causes.link(
                draft,
                rules,
                root.get("context").get("links").items().stream()
                        .flatMap(link -> cause(link).stream()));
        return draft;
    }

    /** CDEvents, "Links": PATH and END come from an event, a RELATION of kind TRIGGER names it. */
    private static Optional<String> cause(Member link) {
        return switch (link.get("linkType").text().orElse("")) {
            case "PATH", "END" -> link.get("from").get("contextId").text();
            case "RELATION" ->
                    link.get("linkKind").text().filter("TRIGGER"::equalsIgnoreCase).isPresent()
                            ? link.get("target").get("contextId").text()
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** An id that holds beyond its source. */
    String globalId() {
        return Naming.isAbsolute(subjectId) ? subjectId : subjectSource + "#" + subjectId;
    }
}
