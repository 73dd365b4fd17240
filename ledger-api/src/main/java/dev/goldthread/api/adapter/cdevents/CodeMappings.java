package dev.goldthread.api.adapter.cdevents;

import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Forge;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.adapter.standard.Naming;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes and their reviews. CDEvents name no commit; {@code customData.goldthread} brings it. */
final class CodeMappings {

    private static final Pattern NUMBER = Pattern.compile("(?:.*[^0-9])?([0-9]{1,18})");

    private CodeMappings() {}

    static Draft change(CdEvent event, String ours, Rules rules) {
        Draft draft = event.draft(ours, rules).subject("Change", changeId(event));
        draft.data().put("repository", repository(event)).put("targetProtection", "UNKNOWN");
        Optional<String> description = event.content().get("description").text();
        if (!ours.equals("change.merged") && !ours.equals("change.abandoned")) {
            description.ifPresent(text -> draft.data().put("title", firstLine(text)));
        }
        if (!ours.equals("change.abandoned") && Naming.isAbsolute(event.subjectId())) {
            draft.data().put("uri", event.subjectId());
        }
        Forge.linkTickets(draft, rules, description.orElse(""));
        return draft;
    }

    static Draft review(CdEvent event, String ours, Rules rules) {
        return event.draft(ours, rules)
                .subject("Review", Naming.eventId(rules.connection(), event.id()))
                .link("reviews", "Change", changeId(event), Strength.OBSERVED);
    }

    private static String repository(CdEvent event) {
        return event.content().get("repository").get("id").needText();
    }

    /** The number of the pull or merge request: the last digits of the subject's id. */
    private static String changeId(CdEvent event) {
        Matcher number = NUMBER.matcher(event.subjectId().replaceAll("/+$", ""));
        if (!number.matches()) {
            throw UnfitException.unmapped(
                    event.kind(),
                    "/subject/id has no number of a pull or merge request at its end");
        }
        return repository(event) + "#" + number.group(1);
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("");
    }
}
