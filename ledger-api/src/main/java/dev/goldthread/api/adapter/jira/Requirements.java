package dev.goldthread.api.adapter.jira;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Texts;
import dev.goldthread.api.adapter.jira.JiraAdapter.Issue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Issues that are requirements: a change of title or text is a new revision. */
final class Requirements {

    private static final Map<String, String> LEVELS =
            Map.of(
                    "user need", "USER_NEED",
                    "design input", "DESIGN_INPUT",
                    "system requirement", "SYSTEM",
                    "software requirement", "SOFTWARE",
                    "security requirement", "SECURITY");

    private Requirements() {}

    static Reading read(Issue issue, boolean isNew) {
        if (!isNew && !issue.changed("summary") && !issue.changed("description")) {
            return issue.unmapped("neither its title nor its text changed");
        }
        Optional<String> level = level(issue.issueType());
        if (level.isEmpty()) {
            return issue.unmapped(
                    "issue type \"%s\" names no level: call it User Need, Design Input, System, Software or Security Requirement"
                            .formatted(issue.issueType()));
        }
        Draft draft =
                issue.draft(isNew ? "requirement.recorded" : "requirement.changed", "Requirement");
        issue.fields()
                .at("parent/key")
                .text()
                .ifPresent(
                        parent -> draft.link("refines", "Requirement", parent, Strength.DECLARED));
        ObjectNode data =
                draft.data()
                        .put("revision", issue.body().at("timestamp").needTime().toString())
                        .put(
                                "title",
                                issue.fields()
                                        .at("summary")
                                        .text()
                                        .flatMap(Texts::line)
                                        .orElse("(no title)"))
                        .put("level", level.get())
                        .put("uri", issue.page());
        issue.fields()
                .at("description")
                .text()
                .map(Texts::prose)
                .filter(text -> !text.isBlank())
                .ifPresent(text -> data.put("statement", text));
        return new Reading.Events(List.of(draft.json()));
    }

    private static Optional<String> level(String issueType) {
        String name = issueType.toLowerCase(Locale.ROOT);
        return LEVELS.entrySet().stream()
                .filter(each -> name.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
