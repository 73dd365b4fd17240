package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What people are told of components, from the JSON of an answer. */
class ComponentsCommandTest {

    private static String table(String releases, String runsIn, String deployments)
            throws Exception {
        JsonNode page =
                LedgerClient.JSON.readTree(
                        """
                        {"asOf": {"partitions": [{"partition": 0, "offset": 41}, {"partition": 1}],
                                  "products": [{"product": "kit", "seq": 7}]},
                         "components": [
                          {"component": "pkg:generic/zlib@1.2.13", "compared": true,
                           "artifact": {"product": "kit", "type": "Artifact", "id": "kit-lib"},
                           "releases": [%s], "runsIn": [%s], "deployments": [%s]}]}
                        """
                                .formatted(releases, runsIn, deployments));
        return ComponentsCommand.report(page, true).table();
    }

    private static String ref(String product, String type, String id, String more) {
        return "{\"product\": \"%s\", \"type\": \"%s\", \"id\": \"%s\"%s}"
                .formatted(product, type, id, more);
    }

    @Test
    void whatIsOfAnotherProductThanTheArtifactSaysSo() throws Exception {
        String published = ", \"state\": \"release.published\"";
        String into = ", \"into\": [%s], \"sites\": []";

        String table =
                table(
                        ref("rig2", "Release", "1.0", published)
                                + ","
                                + ref("kit", "Release", "3", published),
                        ref("rig2", "Environment", "prod", ""),
                        ref(
                                "rig2",
                                "Deployment",
                                "d-1",
                                into.formatted(ref("site", "Environment", "hall", ""))));

        assertThat(table)
                .contains("1.0 of rig2, 3 ", "prod of rig2", "d-1 of rig2 in hall of site");
    }

    @Test
    void onlyAPublishedReleaseStandsWithoutAWord() throws Exception {
        String table =
                table(
                        ref("kit", "Release", "1.0", ", \"state\": \"release.withdrawn\"")
                                + ","
                                + ref("kit", "Release", "1.1", ", \"state\": \"release.created\"")
                                + ","
                                + ref("kit", "Release", "1.2", "")
                                + ","
                                + ref(
                                        "kit",
                                        "Release",
                                        "1.3",
                                        ", \"state\": \"release.published\""),
                        "",
                        "");

        assertThat(table.replaceAll("\\s+", " "))
                .contains("1.0 withdrawn, 1.1 not published, 1.2 not recorded, 1.3");
        assertThat(table).doesNotContain("1.3 not").doesNotContain("1.3 with");
    }

    @Test
    void itSaysHowFarEveryPartitionHadCome() throws Exception {
        assertThat(table("", "", ""))
                .contains("as of partition 0 at offset 41, 1 without a record")
                .contains("as of product kit at seq 7");
    }

    private static String use(String more) throws Exception {
        return ComponentsCommand.report(
                        LedgerClient.JSON.readTree(
                                """
                                {"components": [
                                  {"component": "pkg:generic/zlib@1.2.13", "compared": true,
                                   "artifact": %s, %s}],
                                 "searched": {"nodes": 2000, "unasked": 7}}
                                """
                                        .formatted(ref("rig", "Artifact", "vendored", ""), more)),
                        true)
                .table();
    }

    @Test
    void itSaysByWhichWayAComponentCameIntoAnArtifact() throws Exception {
        String through = "\"way\": \"%s\", \"through\": " + ref("kit", "Artifact", "kit-lib", "");

        assertThat(use(through.formatted("SAME_CONTENT")))
                .contains("same content as kit-lib of kit")
                .contains("of 7 artifacts it was not asked which other products have the same");
        assertThat(use(through.formatted("MADE_WITH")))
                .contains("vendored, made with kit-lib of kit");
    }

    @Test
    void anArtifactSaysThatItsBillOfMaterialsLacksParts() throws Exception {
        assertThat(
                        use("\"billsLackParts\": [{\"missing\": 1, \"parts\": 3}]")
                                .replaceAll("\\s+", " "))
                .contains("1 of 3 parts of its bill of materials have not come");
    }

    @Test
    void anArtifactSaysThatItsBillOfMaterialsCountsMoreThanItNames() throws Exception {
        assertThat(
                        use("\"billsLackComponents\": [{\"counted\": 5, \"named\": 3}]")
                                .replaceAll("\\s+", " "))
                .contains("counts 5 components and names 3, how many have no package URL is not");
        assertThat(
                        use("\"billsLackComponents\": [{\"counted\": 5, \"named\": 3, \"withoutPurl\": 1}]")
                                .replaceAll("\\s+", " "))
                .contains("counts 5 components and names 3, 1 have no package URL");
    }
}
