package dev.goldthread.api.drawing;

import dev.goldthread.core.event.Vocabulary;
import java.util.Optional;

/** The chapters in which a trace is told: from what was asked for to what runs. */
enum Chapter {
    NEEDS("Needs and requirements"),
    RISKS("Risks and controls"),
    CHANGES("Changes"),
    REVIEWS("Reviews"),
    DATA("Data"),
    MODELS("Models and validations"),
    BUILDS("Builds"),
    ARTIFACTS("Artifacts"),
    TESTS("Tests and scans"),
    RELEASES("Releases"),
    DECISIONS("Gates, approvals, exceptions"),
    DEPLOYMENTS("Deployments"),
    ENVIRONMENTS("Environments"),
    OPERATION("In operation"),
    GOVERNANCE("Governance"),
    OTHER("Other");

    private final String title;

    Chapter(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** By the column that the vocabulary gives a node type; reviews get a chapter of their own. */
    static Chapter of(String nodeType, Vocabulary vocabulary) {
        if (nodeType.equals("Review")) {
            return REVIEWS;
        }
        Optional<String> column = vocabulary.nodeType(nodeType).map(Vocabulary.NodeType::column);
        return switch (column.orElse("")) {
            case "requirement" -> NEEDS;
            case "risk" -> RISKS;
            case "request", "change" -> CHANGES;
            case "data" -> DATA;
            case "model" -> MODELS;
            case "build" -> BUILDS;
            case "artifact" -> ARTIFACTS;
            case "test" -> TESTS;
            case "release" -> RELEASES;
            case "decision" -> DECISIONS;
            case "deployment" -> DEPLOYMENTS;
            case "environment" -> ENVIRONMENTS;
            case "operation" -> OPERATION;
            case "governance" -> GOVERNANCE;
            default -> OTHER;
        };
    }
}
