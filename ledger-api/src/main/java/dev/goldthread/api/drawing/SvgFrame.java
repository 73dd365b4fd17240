package dev.goldthread.api.drawing;

import dev.goldthread.core.event.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** What stands around the boxes and arrows: the picture's size, its page, title and heading. */
final class SvgFrame {

    private static final double HEIGHT = 74;
    private static final double LINE = 18;
    private static final int PROBLEMS_SAID_MAX = 20;

    private final Story story;
    private final Heading heading;
    private final SvgWriter out;
    private final String name;

    SvgFrame(Story story, SvgWriter out) {
        this.story = story;
        this.out = out;
        heading = Heading.of(story);
        name = name(story.trace());
    }

    /** What ids inside begin with: several drawings may stand in one page. */
    private static String name(Trace trace) {
        String asked =
                "%s %s %s%s"
                        .formatted(
                                trace.product(),
                                trace.root(),
                                trace.asOf(),
                                trace.end().map(end -> " " + end).orElse(""));
        return "gt" + Digest.sha256(asked.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 8);
    }

    /** How high the heading is. */
    double height() {
        return HEIGHT + heading.others().size() * LINE;
    }

    /** Begins the picture. */
    void open(double width, double height) {
        out.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "class",
                "goldthread",
                "role",
                "img",
                "aria-labelledby",
                name + "-title " + name + "-desc",
                "width",
                SvgWriter.number(width),
                "height",
                SvgWriter.number(height),
                "viewBox",
                "0 0 %s %s".formatted(SvgWriter.number(width), SvgWriter.number(height)));
        out.text("title", heading.title(), "id", name + "-title");
        out.text("desc", description(), "id", name + "-desc");
        out.raw(SvgStyle.SHEET);
        out.raw(
                """
                <defs><marker id="%s-head" class="head" viewBox="0 0 8 8" refX="7.5" refY="4" \
                markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">\
                <path d="M0 0.5L8 4L0 7.5Z"/></marker></defs>
                """
                        .formatted(name));
        out.empty(
                "rect",
                "class",
                "page",
                "width",
                SvgWriter.number(width),
                "height",
                SvgWriter.number(height));
    }

    /** What an arrow ends with. */
    String headRef() {
        return "url(#%s-head)".formatted(name);
    }

    /** What the picture shows, for those who hear it. */
    private String description() {
        String chapters =
                story.chapters().entrySet().stream()
                        .map(
                                each ->
                                        "%s %d"
                                                .formatted(
                                                        each.getKey().title(),
                                                        Story.flat(each.getValue()).size()))
                        .collect(Collectors.joining(", "));
        List<Story.Problem> problems = story.problems();
        String said =
                problems.stream()
                        .limit(PROBLEMS_SAID_MAX)
                        .map(
                                problem ->
                                        "%s %s: %s"
                                                .formatted(
                                                        problem.finding().code(),
                                                        NodeText.name(problem.node().ref()),
                                                        problem.finding().reason()))
                        .collect(Collectors.joining("; "));
        int unsaid = problems.size() - Math.min(problems.size(), PROBLEMS_SAID_MAX);
        return "%s. %s. %sColumns from left to right: %s. %s%s"
                .formatted(
                        heading.asOf(),
                        counts(),
                        heading.others().stream()
                                .map(other -> other + ". ")
                                .collect(Collectors.joining()),
                        chapters,
                        problems.isEmpty() ? "" : "Problems: " + said,
                        (unsaid == 0 ? "" : "; and %,d more".formatted(unsaid))
                                + (problems.isEmpty() ? "" : ". ")
                                + String.join(" ", TraceFooter.of(story).lines()));
    }

    private String counts() {
        return heading.problems() == 0
                ? heading.counts() + (heading.isWhole() ? " · ✓ " : " · ") + heading.clean()
                : heading.counts() + " · ✗ " + heading.gaps();
    }

    /** The heading, with its upper left corner there. */
    void heading(double x, double top) {
        double y = top + 14;
        out.line("heading", heading.title(), x, y);
        out.line("about", heading.asOf(), x, y + 20);
        out.line(heading.problems() == 0 ? "about" : "about bad", counts(), x, y + 38);
        for (int i = 0; i < heading.others().size(); i++) {
            out.line("about", heading.others().get(i), x, y + 38 + (i + 1) * LINE);
        }
    }
}
