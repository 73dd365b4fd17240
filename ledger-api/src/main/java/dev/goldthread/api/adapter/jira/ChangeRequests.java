package dev.goldthread.api.adapter.jira;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.Texts;
import dev.goldthread.api.adapter.jira.JiraAdapter.Issue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Issues that ask for a change: opened, and closed once they have a resolution. */
final class ChangeRequests {

    private static final Set<String> IMPLEMENTED =
            Set.of("done", "fixed", "implemented", "resolved");
    private static final Set<String> REJECTED =
            Set.of("won't do", "won't fix", "wontfix", "declined", "rejected");
    private static final Set<String> WITHDRAWN =
            Set.of("withdrawn", "cancelled", "canceled", "cannot reproduce", "incomplete");

    private ChangeRequests() {}

    static Reading opened(Issue issue) {
        Draft draft = issue.draft("change_request.opened", "ChangeRequest");
        addresses(draft, issue);
        ObjectNode data =
                draft.data()
                        .put("kind", kind(issue.issueType()))
                        .put("category", issue.issueType())
                        .put("uri", issue.page());
        issue.fields()
                .at("summary")
                .text()
                .flatMap(Texts::line)
                .ifPresent(title -> data.put("title", title));
        issue.fields()
                .at("description")
                .text()
                .map(Texts::prose)
                .filter(text -> !text.isBlank())
                .ifPresent(text -> data.put("description", text));
        return new Reading.Events(List.of(draft.json()));
    }

    static Reading updated(Issue issue) {
        Optional<String> resolution =
                issue.body().at("changelog/items").items().stream()
                        .filter(
                                item ->
                                        item.at("field")
                                                .text()
                                                .filter("resolution"::equals)
                                                .isPresent())
                        .flatMap(item -> item.at("toString").text().stream())
                        .findFirst();
        if (resolution.isEmpty()) {
            return issue.unmapped("it got no resolution; a change request is opened and closed");
        }
        Optional<String> outcome = outcome(resolution.get().toLowerCase(Locale.ROOT));
        if (outcome.isEmpty()) {
            return issue.unmapped(
                    "resolution \"%s\" does not say whether the change was made"
                            .formatted(resolution.get()));
        }
        Draft draft = issue.draft("change_request.closed", "ChangeRequest");
        addresses(draft, issue);
        draft.data()
                .put("outcome", outcome.get())
                .put("summary", "Resolution in Jira: " + resolution.get());
        return new Reading.Events(List.of(draft.json()));
    }

    private static Optional<String> outcome(String resolution) {
        return IMPLEMENTED.contains(resolution)
                ? Optional.of("IMPLEMENTED")
                : REJECTED.contains(resolution)
                        ? Optional.of("REJECTED")
                        : WITHDRAWN.contains(resolution)
                                ? Optional.of("WITHDRAWN")
                                : Optional.of("DUPLICATE")
                                        .filter(_ -> resolution.equals("duplicate"));
    }

    /** Code unless the issue type says otherwise. */
    private static String kind(String issueType) {
        String name = issueType.toLowerCase(Locale.ROOT);
        return Stream.of("CONFIGURATION", "OPERATIONAL", "MODEL", "DATA")
                .filter(each -> name.contains(each.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse("CODE");
    }

    /** Issue links to requirements: somebody drew them, so they are declared. */
    private static void addresses(Draft draft, Issue issue) {
        issue.fields().at("issuelinks").items().stream()
                .flatMap(link -> Stream.of(link.at("outwardIssue/key"), link.at("inwardIssue/key")))
                .flatMap(key -> key.text().stream())
                .distinct()
                .flatMap(key -> issue.rules().trackerKeys(key).stream())
                .filter(key -> key.type().equals("Requirement"))
                .map(Rules.TrackerKey::key)
                .forEach(key -> draft.link("addresses", "Requirement", key, Strength.DECLARED));
    }
}
