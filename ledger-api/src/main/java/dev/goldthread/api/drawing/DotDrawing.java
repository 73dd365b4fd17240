package dev.goldthread.api.drawing;

import dev.goldthread.api.drawing.Story.Branch;
import dev.goldthread.api.drawing.Trace.Edge;
import dev.goldthread.api.drawing.Trace.Node;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A trace or a way as a directed graph for Graphviz (DOT language): a cluster per chapter, arrows
 * from effect to cause. Components are left out.
 */
public final class DotDrawing {

    private static final int LABEL_WIDTH_MAX = 36;

    private final Story story;
    private final NodeText text;
    private final Map<NodeRef, String> names = new HashMap<>();
    private final StringBuilder out = new StringBuilder(4096);

    private DotDrawing(Story story) {
        this.story = story;
        this.text = new NodeText(story);
    }

    public static String draw(Trace trace, Vocabulary vocabulary) {
        DotDrawing drawing = new DotDrawing(new Story(trace, vocabulary));
        drawing.graph();
        return drawing.out.toString();
    }

    private void graph() {
        line("digraph trace {");
        line("  rankdir=RL;");
        Heading heading = Heading.of(story);
        List<String> label = new ArrayList<>(List.of(heading.title(), heading.asOf()));
        if (story.trace().nodes().isEmpty()) {
            label.add(heading.clean());
        }
        label.addAll(heading.others());
        line("  graph [label=%s, labelloc=t];".formatted(quoted(String.join("\n", label))));
        line("  node [shape=box, style=rounded, fontname=\"Helvetica\", fontsize=10];");
        line("  edge [fontname=\"Helvetica\", fontsize=8];");
        story.chapters().forEach(this::cluster);
        if (story.trace().nodes().isEmpty()) {
            story.trace().end().ifPresent(this::ends);
        }
        story.trace().edges().forEach(this::edge);
        line("}");
    }

    /** Where no way leads from one to the other, they stand alone. */
    private void ends(NodeRef end) {
        for (NodeRef each : List.of(story.trace().root(), end)) {
            String label = Lines.cut(NodeText.name(each), LABEL_WIDTH_MAX);
            line("  n%d [label=%s%s];".formatted(names.size(), quoted(label), look(each)));
            names.put(each, "n" + names.size());
        }
    }

    /** What was asked for has a thick border, as in the other drawings. */
    private String look(NodeRef ref) {
        return story.trace().isAsked(ref) ? ", penwidth=3" : "";
    }

    private void cluster(Chapter chapter, List<Branch> branches) {
        line("  subgraph cluster_%s {".formatted(chapter.name()));
        line("    label=%s;".formatted(quoted(chapter.title())));
        Story.flat(branches).forEach(this::node);
        line("  }");
    }

    private void node(Branch branch) {
        Node node = branch.node();
        String name = "n" + names.size();
        names.put(node.ref(), name);
        String label =
                List.of(
                                NodeText.name(node.ref()),
                                NodeText.title(node),
                                String.join(" · ", text.states(branch)),
                                findings(node))
                        .stream()
                        .filter(part -> !part.isEmpty())
                        .map(part -> Lines.cut(part, LABEL_WIDTH_MAX))
                        .collect(Collectors.joining("\n"));
        String look =
                story.hasProblem(node)
                        ? ", color=red, fontcolor=red"
                        : node.isRecorded() ? "" : ", style=dashed";
        line("    %s [label=%s%s%s];".formatted(name, quoted(label), look(node.ref()), look));
    }

    private static String findings(Node node) {
        return node.findings().stream()
                .map(finding -> NodeText.clean(finding.code()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private void edge(Edge edge) {
        String from = names.get(edge.from());
        String to = names.get(edge.to());
        if (from != null && to != null) {
            String label =
                    edge.relation() + edge.outcome().map(outcome -> " " + outcome).orElse("");
            line("  %s -> %s [label=%s];".formatted(from, to, quoted(NodeText.clean(label))));
        }
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    private void line(String line) {
        out.append(line).append('\n');
    }
}
