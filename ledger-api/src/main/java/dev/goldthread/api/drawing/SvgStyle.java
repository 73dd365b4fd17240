package dev.goldthread.api.drawing;

import dev.goldthread.core.event.Link.Strength;
import java.util.List;

/**
 * How drawings look, by day and by night, and the legend that says it. Nothing is told by colour
 * alone: problems have a sign and a thick border, strengths differ in their stroke.
 */
final class SvgStyle {

    static final double LEGEND_HEIGHT = 46;

    private static final String FONT =
            "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',Helvetica,Arial,sans-serif";

    /** Every rule is bound to the drawing, because inside a page it would hold for all of it. */
    static final String SHEET =
            """
            <style>
            .goldthread{%s}
            .goldthread .page{fill:#fff}
            .goldthread .band{fill:#f4f6f8}
            .goldthread .chapter{font-size:12px;font-weight:600;fill:#425466}
            .goldthread .count{font-weight:400;fill:#64748b}
            .goldthread .heading{font-size:17px;font-weight:600;fill:#0f1b2a}
            .goldthread .about{font-size:12px;fill:#475569}
            .goldthread .node rect{fill:#fff;stroke:#94a3b8;stroke-width:1}
            .goldthread .node.root rect{fill:#fff7e0;stroke:#9a6700;stroke-width:2}
            .goldthread .node.ghost rect{stroke-dasharray:4 3}
            .goldthread .node.bad rect{fill:#fff1f0;stroke:#b42318;stroke-width:2.5}
            .goldthread .node.root.bad rect{fill:#fff7e0}
            .goldthread .kind{font-size:10px;fill:#64748b}
            .goldthread .state{font-size:10px;fill:#334155;text-anchor:end}
            .goldthread .id{font-size:12px;font-weight:600;fill:#0f1b2a}
            .goldthread .name{font-size:12px;fill:#334155}
            .goldthread .finding{font-size:10px;font-weight:600}
            .goldthread .good{fill:#17663a}
            .goldthread text.bad{fill:#a01c12}
            .goldthread .link path{fill:none;stroke:#7b8794;stroke-width:1}
            .goldthread .link.observed path{stroke:#56616d;stroke-width:1.9}
            .goldthread .link.attested path{stroke:#33404d;stroke-width:4}
            .goldthread .link.attested .core{stroke:#fff;stroke-width:1.4}
            .goldthread .link.inferred path{stroke-dasharray:5 4}
            .goldthread .relation{font-size:10px;fill:#56616d}
            .goldthread .head{fill:#56616d}
            @media (prefers-color-scheme:dark){
            .goldthread .page{fill:#10161d}
            .goldthread .band{fill:#171f28}
            .goldthread .chapter{fill:#b6c2cf}
            .goldthread .count{fill:#8fa0b3}
            .goldthread .heading{fill:#f1f5f9}
            .goldthread .about{fill:#aab7c4}
            .goldthread .node rect{fill:#1d2732;stroke:#5b6b7d}
            .goldthread .node.root rect{fill:#33290f;stroke:#e3b341}
            .goldthread .node.bad rect{fill:#3a1a19;stroke:#ff8a80}
            .goldthread .node.root.bad rect{fill:#33290f}
            .goldthread .kind{fill:#9fb0c2}
            .goldthread .state{fill:#cbd5e1}
            .goldthread .id{fill:#f1f5f9}
            .goldthread .name{fill:#cbd5e1}
            .goldthread .good{fill:#6fdc9c}
            .goldthread text.bad{fill:#ffa9a1}
            .goldthread .link path{stroke:#75869a}
            .goldthread .link.observed path{stroke:#a3b3c4}
            .goldthread .link.attested path{stroke:#cdd8e3}
            .goldthread .link.attested .core{stroke:#10161d}
            .goldthread .relation{fill:#a3b3c4}
            .goldthread .head{fill:#a3b3c4}
            }
            </style>
            """
                    .formatted(FONT);

    private static final double GAP = 22;
    private static final double SAMPLE = 34;
    private static final double TEXT_SIZE = 12;

    /** The strengths in words, weakest first. */
    private static final List<Strength> STRENGTHS =
            List.of(Strength.INFERRED, Strength.DECLARED, Strength.OBSERVED, Strength.ATTESTED);

    private SvgStyle() {}

    /** One row that begins at the upper left corner given; returns how wide it is. */
    static double legend(SvgWriter out, double x, double y, String head) {
        double at = x;
        double middle = y + LEGEND_HEIGHT / 2;
        for (Strength strength : STRENGTHS) {
            String look = SvgArrow.look(strength);
            String path =
                    "M%s %sH%s"
                            .formatted(
                                    SvgWriter.number(at),
                                    SvgWriter.number(middle),
                                    SvgWriter.number(at + SAMPLE));
            out.open("g", "class", "link " + look);
            out.empty("path", "d", path, "marker-end", head);
            if (strength == Strength.ATTESTED) {
                out.empty("path", "d", path, "class", "core");
            }
            out.close("g");
            at = word(out, "about", look, at + SAMPLE + 10, middle);
        }
        at = word(out, "about", "an arrow leads from effect to cause", at, middle);
        at = box(out, "node ghost", at, middle);
        at = word(out, "about", "nothing has recorded it", at, middle);
        at = box(out, "node root", at, middle);
        at = word(out, "about", "asked for", at, middle);
        at = box(out, "node bad", at, middle);
        at = word(out, "about bad", "✗ problem", at, middle);
        return word(out, "about good", "✓ found in order", at, middle) - x;
    }

    private static double box(SvgWriter out, String look, double x, double middle) {
        out.open("g", "class", look);
        out.empty(
                "rect",
                "x",
                SvgWriter.number(x),
                "y",
                SvgWriter.number(middle - 7),
                "width",
                "22",
                "height",
                "14",
                "rx",
                "4");
        out.close("g");
        return x + 30;
    }

    private static double word(SvgWriter out, String look, String text, double x, double middle) {
        out.text(
                "text",
                text,
                "class",
                look,
                "x",
                SvgWriter.number(x),
                "y",
                SvgWriter.number(middle + 4));
        return x + SvgFont.width(text, TEXT_SIZE) + GAP;
    }
}
