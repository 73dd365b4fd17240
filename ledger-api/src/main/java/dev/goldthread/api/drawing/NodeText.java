package dev.goldthread.api.drawing;

import dev.goldthread.api.drawing.Story.Branch;
import dev.goldthread.api.drawing.Trace.Edge;
import dev.goldthread.api.drawing.Trace.Happening;
import dev.goldthread.api.drawing.Trace.Node;
import dev.goldthread.core.event.NodeRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the drawings say of a node, in words short enough for a line. */
final class NodeText {

    private static final int SHORT_HEX = 12;
    private static final Pattern HEX_ID =
            Pattern.compile("(?:sha256:|gitCommit:)?([0-9a-f]{40}|[0-9a-f]{64})");
    private static final Pattern MADE_KEY = Pattern.compile("person:([a-z2-7]{26})");
    private static final Pattern KIND = Pattern.compile("(?:person|system):(.+)");
    private static final int SHORT_PERSON = 8;

    private static final List<String> TITLES =
            List.of("title", "summary", "statement", "scope", "name");
    private static final List<String> STATES =
            List.of(
                    "level",
                    "kind",
                    "severity",
                    "residualRisk",
                    "stage",
                    "tier",
                    "outcome",
                    "verificationState",
                    "meaning",
                    "role",
                    "strategy",
                    "quorum");

    private final Story story;

    NodeText(Story story) {
        this.story = story;
    }

    /** A digest or sha by its first 12 digits, any other id as it is. */
    static String shortId(String id) {
        var hex = HEX_ID.matcher(id);
        return hex.matches() ? hex.group(1).substring(0, SHORT_HEX) : clean(id);
    }

    static String name(NodeRef ref) {
        return ref.type() + " " + shortId(ref.id());
    }

    /** The first text that names it; empty when nothing does. */
    static String title(Node node) {
        return TITLES.stream()
                .flatMap(field -> node.text(field).stream())
                .findFirst()
                .map(NodeText::clean)
                .orElse("");
    }

    /** Its state in single words, the most telling first. */
    List<String> states(Branch branch) {
        List<String> states = new ArrayList<>(mainStates(branch));
        boolean isStageOver = published(branch.node()).isPresent();
        STATES.stream()
                .filter(field -> !(isStageOver && field.equals("stage")))
                .flatMap(field -> branch.node().text(field).stream())
                .map(NodeText::clean)
                .forEach(states::add);
        branch.node().latest("link.confirmed").map(NodeText::looked).ifPresent(states::add);
        return states.stream().distinct().toList();
    }

    /** Apart from who acted on the node last: what it says itself is another's. */
    private static String looked(Happening confirmed) {
        return "link looked at by %s %s"
                .formatted(shortActor(confirmed.actor()), minute(confirmed.occurredAt()));
    }

    /** What no line may leave out for want of room. */
    List<String> mainStates(Branch branch) {
        Node node = branch.node();
        List<String> states = new ArrayList<>();
        if (!node.ref().product().equals(story.trace().product())) {
            states.add("of " + node.ref().product());
        }
        if (!node.isRecorded()) {
            states.add(story.absence(node.ref()));
        }
        branch.outcome().map(NodeText::clean).ifPresent(states::add);
        node.text("revision").ifPresent(revision -> states.add("r" + clean(revision)));
        published(node).ifPresent(states::add);
        story.effects(node.ref()).stream()
                .filter(edge -> edge.relation().equals("runs"))
                .forEach(edge -> states.add("runs in " + shortId(edge.from().id())));
        return states;
    }

    /**
     * What became of a release that its stage, which is said when it gets its name, does not tell:
     * a candidate may be published since, and anything may be withdrawn.
     */
    private static Optional<String> published(Node node) {
        Optional<String> last =
                node.ref().type().equals("Release")
                        ? node.latest("release.published", "release.withdrawn").map(Happening::type)
                        : Optional.empty();
        return last.filter(type -> type.equals("release.withdrawn") || isCandidate(node))
                .map(type -> type.substring("release.".length()));
    }

    private static boolean isCandidate(Node node) {
        return node.text("stage").equals(Optional.of("CANDIDATE"));
    }

    /** Findings that are no problems. */
    List<String> assurances(Node node) {
        return node.findings().stream()
                .filter(finding -> !story.isProblem(finding))
                .map(finding -> clean(finding.code()))
                .distinct()
                .toList();
    }

    /** What it belongs to elsewhere in the thread, each as relation and id. */
    List<String> links(Node node) {
        return story.causesElsewhere(node).stream()
                .map(edge -> link(edge, node))
                .distinct()
                .toList();
    }

    /** What was seen at another time than the line tells says so. */
    private static String link(Edge edge, Node node) {
        String link = "%s %s".formatted(edge.relation(), shortId(edge.to().id()));
        return edge.occurredAt()
                .map(NodeText::minute)
                .filter(seen -> !seen.equals(when(node)))
                .map(seen -> "%s, seen %s".formatted(link, seen))
                .orElse(link);
    }

    /** Who acted last, a person by the first characters of the key. */
    static String who(Node node) {
        return node.latest().map(Happening::actor).map(NodeText::shortActor).orElse("");
    }

    /** The kind before the colon says nothing that a short line has room for. */
    private static String shortActor(String id) {
        var made = MADE_KEY.matcher(id);
        if (made.matches()) {
            return made.group(1).substring(0, SHORT_PERSON);
        }
        var kind = KIND.matcher(id);
        return clean(kind.matches() ? kind.group(1) : id);
    }

    /** When it happened last, in UTC to the minute. */
    static String when(Node node) {
        return node.latest().map(Happening::occurredAt).map(NodeText::minute).orElse("");
    }

    /** The first 16 characters of an ISO 8601 time in UTC. */
    static String minute(String time) {
        return clean(time.length() < 16 ? time : time.substring(0, 16).replace('T', ' '));
    }

    static Optional<String> purpose(Node node) {
        return node.text("intendedUse").map(NodeText::clean);
    }

    /** Texts come from events: what could steer a terminal is made visible instead. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(
                        point ->
                                switch (Character.getType(point)) {
                                    case Character.CONTROL,
                                            Character.LINE_SEPARATOR,
                                            Character.PARAGRAPH_SEPARATOR ->
                                            point == '\n' || point == '\t' || point == '\r'
                                                    ? ' '
                                                    : 0xFFFD;
                                    case Character.FORMAT, Character.SURROGATE -> 0xFFFD;
                                    default -> point;
                                })
                .forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }
}
