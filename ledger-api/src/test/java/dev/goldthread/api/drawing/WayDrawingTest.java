package dev.goldthread.api.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldthread.core.event.Vocabulary;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A way between two nodes: all of it is drawn, components too, and nothing of it is judged. */
class WayDrawingTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Trace way(String nodes, String edges) throws IOException {
        return TraceJson.read(
                JSON.readTree(
                        """
                        {"product": "pump", "from": {"type": "Component", "id": "pkg:generic/zlib@1"},
                         "to": {"type": "Release", "id": "1.0", "product": "rig"},
                         "asOf": {"seq": 3, "sealedAt": "2026-03-01T10:00:00Z"},
                         "nodes": [%s], "edges": [%s]}
                        """
                                .formatted(nodes, edges)));
    }

    private static Trace connected() throws IOException {
        return way(
                """
                {"type": "Component", "id": "pkg:generic/zlib@1"},
                {"type": "Artifact", "id": "a-1"},
                {"type": "Release", "id": "1.0", "product": "rig"}
                """,
                """
                {"from": {"type": "Artifact", "id": "a-1"}, "relation": "contains",
                 "to": {"type": "Component", "id": "pkg:generic/zlib@1"}, "strength": "DECLARED"},
                {"from": {"type": "Release", "id": "1.0", "product": "rig"}, "relation": "includes",
                 "to": {"type": "Artifact", "id": "a-1"}, "strength": "DECLARED"}
                """);
    }

    @Test
    void everyNodeOfItIsDrawnAndBothEndsStandOut() throws Exception {
        String svg = SvgDrawing.draw(connected(), Vocabulary.GOLDTHREAD);

        assertThat(svg)
                .contains("pump · from Component pkg:generic/zlib@1 to Release 1.0 of rig")
                .contains("data-id=\"pkg:generic/zlib@1\"", "data-id=\"a-1\"", "data-id=\"1.0\"")
                .contains("contains", "includes")
                .contains("3 nodes · 2 links · nothing is judged along it")
                .doesNotContain("no problems", "No finding", "goldthread gaps");
        assertThat(svg.split("class=\"node[^\"]* root", -1)).as("legend too").hasSize(4);
    }

    @Test
    void asAGraphItHasTheSameNodesAndLinks() throws Exception {
        assertThat(DotDrawing.draw(connected(), Vocabulary.GOLDTHREAD))
                .contains("from Component pkg:generic/zlib@1 to Release 1.0 of rig")
                .contains("as of seq 3, sealed 2026-03-01 10:00 UTC")
                .contains("label=\"contains\"", "label=\"includes\"")
                .containsPattern("zlib@1[^\\n]*\", penwidth=3")
                .containsPattern("Release 1.0[^\\n]*\", penwidth=3")
                .doesNotContainPattern("Artifact a-1[^\\n]*penwidth")
                .doesNotContain("no way");
    }

    @Test
    void whereNoWayLeadsThereTheDrawingSaysSo() throws Exception {
        Trace none = way("", "");

        assertThat(SvgDrawing.draw(none, Vocabulary.GOLDTHREAD))
                .contains("0 nodes · 0 links · no way leads there")
                .endsWith("</svg>\n");
        assertThat(DotDrawing.draw(none, Vocabulary.GOLDTHREAD))
                .contains("no way leads there", "as of seq 3")
                .contains("n0 [label=\"Component pkg:generic/zlib@1\", penwidth=3];")
                .contains("n1 [label=\"Release 1.0\", penwidth=3];");
    }
}
