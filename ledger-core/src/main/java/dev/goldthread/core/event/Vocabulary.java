package dev.goldthread.core.event;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one vocabulary, read from the data file in module {@code schemas}: node types, relations,
 * event types and what each must carry, findings, traversals. Immutable, safe for any thread.
 */
public final class Vocabulary {

    /** The file as it is served and documented. */
    public static final String TEXT = SchemasFile.text("vocabulary.json");

    public static final Vocabulary GOLDTHREAD = parse(TEXT);

    /** What an id must look like. */
    public record IdForm(
            String form, Pattern pattern, String about, String remedy, @Nullable String example) {
        public boolean takes(String id) {
            return FormScanner.takes(pattern, id);
        }
    }

    /**
     * A kind of node.
     *
     * @param id the id form its ids have
     * @param implicit it exists by being linked to and never needs an event of its own
     */
    public record NodeType(String type, String id, String about, String column, boolean implicit) {}

    /**
     * An edge's name, effect to cause, and how it reads backwards.
     *
     * @param suspects whether a newer revision of its target makes a link of it suspect
     */
    public record Relation(
            String relation, String about, @Nullable String inverse, boolean suspects) {}

    /**
     * What links of one relation an event type may or must carry.
     *
     * @param from types the edge may start at; empty means the event's subject
     * @param to types the edge may end at; {@code *} is any
     * @param required at least one such link must be there
     * @param unlessNone the field of the data that counts them; where it says 0 none must be there
     */
    public record LinkRule(
            String relation,
            List<String> from,
            List<String> to,
            boolean required,
            @Nullable String unlessNone) {
        public LinkRule {
            from = from == null ? List.of() : List.copyOf(from);
            to = List.copyOf(to);
        }
    }

    /**
     * An event type and what it must carry.
     *
     * @param subject node types it may be about; {@code *} is any
     * @param data the Avro record of its facts
     */
    public record EventType(
            String type,
            List<String> subject,
            String data,
            List<LinkRule> links,
            @Nullable String reason,
            String about) {
        public EventType {
            subject = List.copyOf(subject);
            links = links == null ? List.of() : List.copyOf(links);
        }

        public boolean requiresReason() {
            return "required".equals(reason);
        }
    }

    /**
     * A word for what is right or wrong with a node.
     *
     * @param remedy what ends it, by whatever rule it was found that has none of its own
     * @param severity how grave a problem it is: critical, major or minor
     */
    public record FindingCode(
            String code,
            String group,
            String about,
            @Nullable String remedy,
            boolean problem,
            @Nullable String severity,
            List<Rule> rules) {
        public FindingCode {
            rules = rules == null ? List.of() : List.copyOf(rules);
        }

        /** What ends a finding of this rule; empty when the rule has no row here. */
        public Optional<String> remedyOf(String rule) {
            return row(rule).map(Rule::remedy);
        }

        /** What a finding of this rule doubts, or one that no rule of its own found. */
        public Doubted doubtedBy(Optional<String> rule) {
            return rule.flatMap(this::row).map(Rule::doubts).orElse(Doubted.COVERAGE);
        }

        /** The types of nodes for which as a whole an exception may waive this rule. */
        public List<String> waivedFor(Optional<String> rule) {
            return rule.flatMap(this::row).map(Rule::waivedFor).orElse(List.of());
        }

        private Optional<Rule> row(String rule) {
            return rules.stream().filter(row -> row.rule().equals(rule)).findFirst();
        }
    }

    /**
     * A rule that finds a code for a cause of its own.
     *
     * @param remedy what ends a finding of this rule
     * @param waivedFor types of nodes for which as a whole an exception may waive this rule; others
     *     are waived where an exception names the node that has the finding
     */
    public record Rule(String rule, String remedy, Doubted doubts, List<String> waivedFor) {
        public Rule {
            doubts = doubts == null ? Doubted.COVERAGE : doubts;
            waivedFor = waivedFor == null ? List.of() : List.copyOf(waivedFor);
        }
    }

    /** What of a node a finding about its coverage or links puts in doubt. */
    public enum Doubted {
        /** Whether it is covered. */
        COVERAGE,
        /** What it rests on: what carries it out, what supports it. */
        BASIS,
        /** What it is there for. */
        PURPOSE
    }

    private record File(
            int version,
            List<IdForm> idForms,
            List<NodeType> nodeTypes,
            List<Relation> relations,
            List<String> everywhere,
            List<EventType> eventTypes,
            List<FindingCode> findings,
            List<Traversal> traversals,
            String lateAfter,
            Map<String, List<String>> reviewRolesByTier) {}

    private final Map<String, IdForm> idForms;
    private final Map<String, NodeType> nodeTypes;
    private final Map<String, Relation> relations;
    private final Map<String, EventType> eventTypes;
    private final Map<String, FindingCode> findings;
    private final Map<String, Traversal> traversals;
    private final Set<String> everywhere;
    private final Duration lateAfter;
    private final Map<String, List<String>> reviewRolesByTier;

    private Vocabulary(File file) {
        idForms = byName(file.idForms(), IdForm::form);
        nodeTypes = byName(file.nodeTypes(), NodeType::type);
        relations = byName(file.relations(), Relation::relation);
        eventTypes = byName(file.eventTypes(), EventType::type);
        findings = byName(file.findings(), FindingCode::code);
        traversals = whole(byName(file.traversals(), Traversal::name));
        everywhere = Set.copyOf(file.everywhere());
        lateAfter = Duration.parse(file.lateAfter());
        reviewRolesByTier = Map.copyOf(file.reviewRolesByTier());
    }

    private static Map<String, Traversal> whole(Map<String, Traversal> rows) {
        return rows.values().stream()
                .collect(Collectors.toUnmodifiableMap(Traversal::name, row -> whole(row, rows)));
    }

    /** With the steps of the traversal that it is like; one step of being like is enough. */
    private static Traversal whole(Traversal row, Map<String, Traversal> rows) {
        if (row.like() == null) {
            return row;
        }
        Traversal model = rows.get(row.like());
        if (model == null || model.like() != null) {
            throw new IllegalArgumentException(
                    "traversal %s is like %s, which must be one that is like no other"
                            .formatted(row.name(), row.like()));
        }
        return row.and(model);
    }

    /**
     * Reads a vocabulary file.
     *
     * @throws IllegalArgumentException when it is not one
     */
    public static Vocabulary parse(String text) {
        try {
            return new Vocabulary(
                    new ObjectMapper()
                            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                            .readValue(text, File.class));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the vocabulary file cannot be read: " + e.getMessage(), e);
        }
    }

    private static <T> Map<String, T> byName(List<T> rows, Function<T, String> name) {
        return rows.stream().collect(Collectors.toUnmodifiableMap(name, Function.identity()));
    }

    public Optional<IdForm> idForm(String form) {
        return Optional.ofNullable(idForms.get(form));
    }

    public Optional<NodeType> nodeType(String type) {
        return Optional.ofNullable(nodeTypes.get(type));
    }

    /** All of them, in order. */
    public List<NodeType> nodeTypes() {
        return nodeTypes.values().stream().sorted(Comparator.comparing(NodeType::type)).toList();
    }

    /** The node types whose ids have this form, in order. */
    public List<String> nodeTypesNamedBy(String form) {
        return nodeTypes.values().stream()
                .filter(type -> type.id().equals(form))
                .map(NodeType::type)
                .sorted()
                .toList();
    }

    public Optional<Relation> relation(String relation) {
        return Optional.ofNullable(relations.get(relation));
    }

    public Optional<EventType> eventType(String type) {
        return Optional.ofNullable(eventTypes.get(type));
    }

    /** The types of events whose subject can be a node of this type, in order. */
    public List<String> eventTypesAbout(String nodeType) {
        return eventTypes.values().stream()
                .filter(type -> type.subject().contains(nodeType))
                .map(EventType::type)
                .sorted()
                .toList();
    }

    public Optional<FindingCode> finding(String code) {
        return Optional.ofNullable(findings.get(code));
    }

    /**
     * @throws IllegalArgumentException when the file has no such traversal
     */
    public Traversal traversal(String name) {
        Traversal traversal = traversals.get(name);
        if (traversal == null) {
            throw new IllegalArgumentException(
                    "the vocabulary has no traversal named %s".formatted(name));
        }
        return traversal;
    }

    /** After how long an event is recorded late. */
    public Duration lateAfter() {
        return lateAfter;
    }

    /** The roles whose review a change of this tier needs. */
    public List<String> reviewRoles(String tier) {
        return reviewRolesByTier.getOrDefault(tier, List.of());
    }

    /** Whether links of this relation may stand on every event, between any two nodes. */
    public boolean isEverywhere(String relation) {
        return everywhere.contains(relation);
    }
}
