package dev.goldthread.api.http;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.Fold;
import dev.goldthread.streams.query.EventFilter;
import dev.goldthread.streams.query.EventFilter.Window;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which events are looked for; all that is given has to hold. */
@Introspected
record EventParameters(
        @QueryValue @Parameter(description = "Events that name this release.")
                Optional<String> release,
        @QueryValue @Parameter(description = "Events that name this commit, by its full sha.")
                Optional<String> commit,
        @QueryValue @Parameter(description = "Events that name what has this digest, sha256:<hex>.")
                Optional<String> digest,
        @QueryValue @Parameter(description = "Events that name this environment.")
                Optional<String> environment,
        @QueryValue @Parameter(description = "Type of another node that is named; with nodeId.")
                Optional<String> nodeType,
        @QueryValue @Parameter(description = "Its id.") Optional<String> nodeId,
        @QueryValue
                @Parameter(
                        description =
                                "Who says it: the address of the source, or the name of its tool.")
                Optional<String> service,
        @QueryValue @Parameter(description = "Who did it, by id.") Optional<String> actor,
        @QueryValue @Parameter(description = "Type of the events.") Optional<String> type,
        @QueryValue @Parameter(description = "Occurred at this time or later, ISO 8601 with Z.")
                Optional<String> from,
        @QueryValue @Parameter(description = "Occurred before this time.") Optional<String> to,
        @QueryValue @Parameter(description = "Recorded at this time or later.")
                Optional<String> recordedFrom,
        @QueryValue @Parameter(description = "Recorded before this time.")
                Optional<String> recordedTo) {

    /**
     * @throws ProblemException when the parameters cannot be read
     */
    EventFilter filter(Product product) {
        type.ifPresent(EventParameters::requireEventType);
        return new EventFilter(
                naming(product),
                type,
                actor,
                service,
                window("from", from, "to", to),
                window("recordedFrom", recordedFrom, "recordedTo", recordedTo));
    }

    private List<Set<NodeRef>> naming(Product product) {
        List<Set<NodeRef>> naming = new ArrayList<>();
        release.ifPresent(id -> naming.add(node(product, "release", "Release", id)));
        commit.ifPresent(id -> naming.add(node(product, "commit", "Commit", id)));
        environment.ifPresent(id -> naming.add(node(product, "environment", "Environment", id)));
        digest.ifPresent(id -> naming.add(digested(product, id)));
        if (nodeType.isPresent() != nodeId.isPresent()) {
            throw malformed(
                    "nodeType and nodeId",
                    "given together",
                    nodeType.isPresent() ? "nodeType alone" : "nodeId alone");
        }
        nodeType.ifPresent(of -> naming.add(node(product, "nodeId", of, nodeId.orElseThrow())));
        return naming;
    }

    private static Set<NodeRef> node(Product product, String parameter, String type, String id) {
        Vocabulary.NodeType known =
                Vocabulary.GOLDTHREAD
                        .nodeType(type)
                        .orElseThrow(
                                () ->
                                        malformed(
                                                "nodeType",
                                                "a node type of the vocabulary, see /v1/vocabulary",
                                                type));
        requireForm(parameter, known.id(), id);
        return Set.of(new NodeRef(product, type, id));
    }

    /** A digest is the id of nodes of several types. */
    private static Set<NodeRef> digested(Product product, String digest) {
        requireForm("digest", "sha256", digest);
        return Vocabulary.GOLDTHREAD.nodeTypesNamedBy("sha256").stream()
                .map(type -> new NodeRef(product, type, digest))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void requireForm(String parameter, String form, String id) {
        Vocabulary.GOLDTHREAD
                .idForm(form)
                .filter(known -> !known.takes(id))
                .ifPresent(
                        known -> {
                            throw malformed(
                                    parameter,
                                    "as in %s (%s)"
                                            .formatted(
                                                    known.example(),
                                                    known.about().replaceAll("\\.$", "")),
                                    id);
                        });
    }

    private static void requireEventType(String type) {
        if (!type.equals(Fold.OPAQUE_TYPE) && Vocabulary.GOLDTHREAD.eventType(type).isEmpty()) {
            throw malformed("type", "an event type of the vocabulary, see /v1/vocabulary", type);
        }
    }

    private static Window window(
            String fromName, Optional<String> from, String toName, Optional<String> to) {
        Window window =
                new Window(
                        from.map(text -> time(fromName, text)), to.map(text -> time(toName, text)));
        if (window.from().isPresent()
                && window.to().filter(end -> !window.from().get().isBefore(end)).isPresent()) {
            throw malformed(toName, "later than " + fromName, to.orElse(""));
        }
        return window;
    }

    private static Instant time(String parameter, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw malformed(parameter, "ISO 8601 with Z, as in 2026-02-21T09:30:00Z", text);
        }
    }

    private static ProblemException malformed(String field, String expected, String found) {
        return ProblemException.of(
                HttpStatus.BAD_REQUEST,
                "malformed-query",
                "%s must be %s, but is %s; correct it".formatted(field, expected, found));
    }
}
