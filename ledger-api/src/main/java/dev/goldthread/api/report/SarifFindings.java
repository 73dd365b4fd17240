package dev.goldthread.api.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.goldthread.api.report.SeverityCounts.Severity;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The findings of a SARIF run (SARIF 2.1.0, section 3.27).
 *
 * @param suppressed results that somebody accepted, left out of the counts
 */
record SarifFindings(SeverityCounts counts, int suppressed) {

    static SarifFindings of(JsonNode run) {
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        int suppressed = 0;
        RuleIndex rules = new RuleIndex(run.path("tool"));
        for (JsonNode result : run.path("results")) {
            if (isFinding(result) && isSuppressed(result)) {
                suppressed++;
            } else if (isFinding(result)) {
                counts.merge(severity(result, rules.of(result)), 1, Integer::sum);
            }
        }
        return new SarifFindings(new SeverityCounts(counts), suppressed);
    }

    /** Kind fail is the default; open and review are not decided, so they count too. */
    private static boolean isFinding(JsonNode result) {
        boolean isThere = !result.path("baselineState").asText().equals("absent");
        return isThere
                && switch (result.path("kind").asText("fail")) {
                    case "pass", "notApplicable", "informational" -> false;
                    default -> true;
                };
    }

    /** Suppressed unless a suppression is rejected or still under review (section 3.35.3). */
    private static boolean isSuppressed(JsonNode result) {
        JsonNode suppressions = result.path("suppressions");
        return !suppressions.isEmpty()
                && StreamSupport.stream(suppressions.spliterator(), false)
                        .allMatch(
                                each -> each.path("status").asText("accepted").equals("accepted"));
    }

    /** The rules of the driver and of extensions, by index and by id. */
    private static final class RuleIndex {
        private final JsonNode tool;
        private final IdentityHashMap<JsonNode, Map<String, JsonNode>> byId =
                new IdentityHashMap<>();

        private RuleIndex(JsonNode tool) {
            this.tool = tool;
        }

        /** The rule a result names by reference, index or id; missing when there is none. */
        private JsonNode of(JsonNode result) {
            JsonNode reference = result.path("rule");
            JsonNode component = component(reference.path("toolComponent"));
            int index = result.path("ruleIndex").asInt(reference.path("index").asInt(-1));
            JsonNode byIndex = component.path("rules").path(index);
            if (index >= 0 && !byIndex.isMissingNode()) {
                return byIndex;
            }
            String id = result.path("ruleId").asText(reference.path("id").asText(""));
            return byId.computeIfAbsent(component, RuleIndex::ids)
                    .getOrDefault(id, MissingNode.getInstance());
        }

        private static Map<String, JsonNode> ids(JsonNode component) {
            Map<String, JsonNode> ids = new HashMap<>();
            component
                    .path("rules")
                    .forEach(rule -> ids.putIfAbsent(rule.path("id").asText(), rule));
            return ids;
        }

        private JsonNode component(JsonNode reference) {
            JsonNode extension = tool.path("extensions").path(reference.path("index").asInt(-1));
            return extension.isMissingNode() ? tool.path("driver") : extension;
        }
    }

    /** Forges put a CVSS score into the property security-severity; else the level counts. */
    private static Severity severity(JsonNode result, JsonNode rule) {
        double score =
                Stream.of(result, rule)
                        .map(each -> each.path("properties").path("security-severity"))
                        .filter(each -> !each.isMissingNode())
                        .mapToDouble(each -> each.asDouble(0))
                        .findFirst()
                        .orElse(0);
        if (score > 0) {
            return ofScore(score);
        }
        String level =
                result.path("level")
                        .asText(rule.path("defaultConfiguration").path("level").asText("warning"));
        return switch (level) {
            case "error" -> Severity.HIGH;
            case "note" -> Severity.LOW;
            case "none" -> Severity.INFO;
            default -> Severity.MEDIUM;
        };
    }

    /** Bands of CVSS v3.1, section 5. */
    private static Severity ofScore(double score) {
        if (score >= 9.0) {
            return Severity.CRITICAL;
        } else if (score >= 7.0) {
            return Severity.HIGH;
        }
        return score >= 4.0 ? Severity.MEDIUM : Severity.LOW;
    }
}
