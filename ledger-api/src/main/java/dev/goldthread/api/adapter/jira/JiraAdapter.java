package dev.goldthread.api.adapter.jira;

import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.JsonAdapter;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.Texts;
import dev.goldthread.core.event.Product;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Jira's webhooks (developer.atlassian.com, "Webhooks"): an issue is a requirement where its key is
 * one by the connection's pattern, else a change request.
 */
public final class JiraAdapter extends JsonAdapter {

    private static final String CREATED = "jira:issue_created";
    private static final String UPDATED = "jira:issue_updated";

    public JiraAdapter() {
        super("jira");
    }

    @Override
    protected Reading read(Member body, Delivery delivery, Rules rules) {
        String event = body.at("webhookEvent").needText();
        String kind =
                body.at("issue_event_type_name")
                        .text()
                        .map(type -> event + "." + type)
                        .orElse(event);
        if (!event.equals(CREATED) && !event.equals(UPDATED)) {
            return new Reading.Unmapped(kind, "no rule of the program reads it yet");
        }
        Member issue = body.at("issue");
        String key = issue.at("key").needText();
        Member fields = issue.at("fields");
        String project =
                fields.at("project/key").text().orElseGet(() -> key.replaceFirst("-[0-9]+$", ""));
        return inProduct(
                rules,
                project,
                kind,
                product ->
                        read(event, new Issue(body, kind, key, fields, rules, product, delivery)));
    }

    private static Reading read(String event, Issue issue) {
        boolean isRequirement =
                issue.rules().trackerKeys(issue.key()).stream()
                        .anyMatch(
                                found ->
                                        found.key().equals(issue.key())
                                                && found.type().equals("Requirement"));
        boolean isNew = event.equals(CREATED);
        if (isRequirement) {
            return Requirements.read(issue, isNew);
        }
        return isNew ? ChangeRequests.opened(issue) : ChangeRequests.updated(issue);
    }

    /**
     * A delivery about an issue whose product is known.
     *
     * @param kind event and its finer type
     */
    record Issue(
            Member body,
            String kind,
            String key,
            Member fields,
            Rules rules,
            Product product,
            Delivery delivery) {

        Draft draft(String type, String subjectType) {
            Draft draft =
                    Draft.of(
                                    Texts.eventId(
                                            rules.connection(),
                                            type,
                                            List.of(key, delivery.digest().hex().substring(0, 16))),
                                    product,
                                    type,
                                    body.at("timestamp").needTime())
                            .source(home(), "jira")
                            .subject(subjectType, key);
            fields.at("fixVersions").items().stream()
                    .flatMap(version -> version.at("name").text().stream())
                    .reduce((one, other) -> one + ", " + other)
                    .ifPresent(versions -> draft.label("fixVersions", versions));
            return by(draft);
        }

        private Draft by(Draft draft) {
            Member user = body.at("user");
            Optional<String> login =
                    Stream.of("accountId", "key", "name")
                            .flatMap(name -> user.at(name).text().stream())
                            .findFirst();
            return login.map(
                            each ->
                                    draft.human(
                                            rules.person(
                                                    each,
                                                    user.at("displayName").text(),
                                                    user.at("emailAddress").text())))
                    .orElseGet(() -> draft.system("jira")); // automation rules act as nobody
        }

        /** The address of the Jira instance: what stands before its REST interface. */
        String home() {
            return body.at("issue/self").needText().replaceFirst("/rest/.*$", "");
        }

        String page() {
            return "%s/browse/%s".formatted(home(), key);
        }

        String issueType() {
            return fields.at("issuetype/name").needText();
        }

        boolean changed(String field) {
            return body.at("changelog/items").items().stream()
                    .anyMatch(item -> item.at("field").text().filter(field::equals).isPresent());
        }

        Reading unmapped(String because) {
            return new Reading.Unmapped(kind, because);
        }
    }
}
