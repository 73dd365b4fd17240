package dev.goldthread.api.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.node.LedgerHttp.Answer;
import dev.goldthread.core.event.Digest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What contains a component, over HTTP, of what was submitted over HTTP. */
class ComponentIT extends BesideANode {

    /** A bill of materials by one scanner; more of its data where it comes in parts. */
    private static String bill(
            String product, String id, String time, String digest, String component, String more) {
        return Events.any(
                        product,
                        id,
                        "sbom.attached",
                        "Artifact " + digest,
                        Events.link("contains", "Component pkg:generic/" + component),
                        "\"format\":\"CYCLONEDX\",\"componentCount\":1,\"generator\":\"syft 1.29.0\",\"documentDigest\":\"sha256:%s\"%s"
                                .formatted(Digest.sha256(id).hex(), more))
                .replace("2026-01-08T10:00:00Z", time);
    }

    private static List<String> ways(String question) throws Exception {
        List<String> ways = new ArrayList<>();
        Answer answer = http.get("/v1/components?purl=pkg:generic/shared-rtos@1.0" + question);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        for (JsonNode use : answer.json().get("components")) {
            List<String> releases = new ArrayList<>();
            use.get("releases").forEach(each -> releases.add(each.get("id").asText()));
            ways.add(
                    "%s %s %s %s"
                            .formatted(
                                    use.at("/artifact/product").asText(),
                                    use.get("way").asText(),
                                    use.at("/through/product").asText("-"),
                                    releases));
        }
        return ways;
    }

    @Test
    void aComponentIsInTheSameContentWhicheverProductNamesIt() throws Exception {
        String digest = "sha256:" + "7d".repeat(32);
        String bill =
                bill("same-maker", "t-1", "2026-01-08T10:00:00Z", digest, "shared-rtos@1.0", "");
        String before = http.told("same-maker", bill);
        http.told("same-user", Events.releaseOf("same-user", "t-2", "2.0", "same-user", digest));

        assertThat(ways(""))
                .containsExactly(
                        "same-maker CONTAINS - []", "same-user SAME_CONTENT same-maker [2.0]");
        assertThat(ways("&limit=1")).containsExactly("same-maker CONTAINS - []");
        assertThat(ways("&recordedAt=" + before))
                .as("the other product had not recorded it by then")
                .containsExactly("same-maker CONTAINS - []");
        assertThat(ways("&validAt=2026-01-08T09:30:00Z"))
                .as("nobody had said what it contains by then")
                .isEmpty();
        JsonNode answer = http.get("/v1/components?purl=pkg:generic/shared-rtos@1.0").json();
        assertThat(answer.get("searched").toString())
                .isEqualTo("{\"nodes\":1,\"unasked\":0,\"partitionsUnasked\":[]}");
        assertThat(answer.at("/asOf/products"))
                .extracting(each -> each.get("product").asText())
                .containsExactlyInAnyOrder("same-maker", "same-user");
        assertThat(command("components", "--purl", "pkg:generic/shared-rtos@1.0"))
                .contains("same content as", "of same-maker", "2.0 not published");
        JsonNode impact =
                http.get("/v1/products/same-maker/impact?type=Artifact&id=" + digest).json();
        assertThat(impact.get("nodes"))
                .as("an impact says the same")
                .anyMatch(each -> each.get("id").asText().equals("2.0"));

        http.told("same-user", Events.takeBack("same-user", "t-3", "2026-02-01T09:00:00Z", "t-2"));

        assertThat(ways("")).containsExactly("same-maker CONTAINS - []");
    }

    @Test
    void aVersionIsFoundHoweverItIsWrittenAndToldAsItWasRecorded() throws Exception {
        String bill =
                bill(
                        "spelling",
                        "v-1",
                        "2026-01-08T10:00:00Z",
                        "sha256:" + "7f".repeat(32),
                        "@",
                        "");
        http.told("spelling", bill.replace("pkg:generic/@", "pkg:nuget/Spelt.Part@1.0"));
        String gem = bill.replace("pkg:generic/@", "pkg:gem/spelt-part@1.0.rc1");
        http.told("spelling", gem.replace("v-1", "v-2"));

        JsonNode found = http.get("/v1/components?purl=pkg:nuget/spelt.part@1.0.0").json();
        assertThat(found.at("/components/0/component").asText())
                .isEqualTo("pkg:nuget/Spelt.Part@1.0");
        assertThat(found.at("/components/0/compared").asBoolean()).isTrue();
        assertThat(command("components", "--purl", "pkg:gem/spelt-part", "--vers", "vers:gem/<1.0"))
                .contains("pkg:gem/spelt-part@1.0.rc1");
        assertThat(http.get("/v1/components?name=spelt-part&vers=vers:alpm/1.0").body())
                .contains("its scheme must be one of alpine, apk, cargo");
    }

    @Test
    void anArtifactSaysThatItsBillOfMaterialsLacksPartsUntilALaterOneIsWhole() throws Exception {
        String digest = "sha256:" + "7e".repeat(32);
        String part = ",\"part\":{\"number\":1,\"total\":2}";
        http.told(
                "half-listed",
                bill("half-listed", "u-1", "2026-01-08T10:00:00Z", digest, "half-rtos@1.0", part));
        String components = "/v1/components?purl=pkg:generic/half-rtos@1.0";
        String lacking = "/components/0/billsLackParts";

        assertThat(http.get(components).json().at(lacking).toString())
                .isEqualTo("[{\"missing\":1,\"parts\":2}]");
        assertThat(command("components", "--purl", "pkg:generic/half-rtos@1.0"))
                .contains("1 of 2 parts of its bill of");
        assertThat(command("pending", "half-listed")).contains("1 of 2 parts of sbom.attached");

        http.told(
                "half-listed",
                bill("half-listed", "u-2", "2026-01-09T10:00:00Z", digest, "half-rtos@1.0", ""));

        assertThat(http.get(components).json().at(lacking)).isEmpty();
        assertThat(command("pending", "half-listed")).doesNotContain("parts of");

        String counted =
                bill("half-listed", "u-3", "2026-01-10T10:00:00Z", digest, "half-rtos@1.0", "")
                        .replace("\"componentCount\":1", "\"componentCount\":3%s");
        String unnamed = "/components/0/billsLackComponents";
        http.told("half-listed", counted.formatted(""));
        assertThat(http.get(components).json().at(unnamed).toString())
                .as("u-2 is whole, but not later")
                .isEqualTo("[{\"counted\":3,\"named\":1}]");

        http.told(
                "half-listed",
                counted.formatted(",\"componentsWithoutPurl\":1").replace("\"u-3\"", "\"u-4\""));
        assertThat(http.get(components).json().at(unnamed).toString())
                .isEqualTo("[{\"counted\":3,\"named\":1,\"withoutPurl\":1}]");

        http.told(
                "half-listed",
                counted.formatted(",\"componentsWithoutPurl\":2").replace("\"u-3\"", "\"u-5\""));
        assertThat(http.get(components).json().at(unnamed)).isEmpty();
    }
}
