package dev.goldthread.api.adapter.cdevents;

import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.adapter.standard.Purls;
import java.util.Optional;

/** Environments, services and incidents. */
final class CdMappings {

    private CdMappings() {}

    static Draft environment(CdEvent event, String ours, Rules rules) {
        return event.draft(ours, rules)
                .subject(
                        "Environment",
                        rules.environment(
                                event.content().get("name").text().orElse(event.subjectId())));
    }

    static Draft deployed(CdEvent event, String ours, Rules rules) {
        Draft draft =
                event.draft(ours, rules)
                        .subject("Deployment", event.globalId() + "#" + event.id())
                        .link("deploys", "Artifact", artifact(event), Strength.OBSERVED)
                        .link("into", "Environment", environment(event, rules), Strength.OBSERVED);
        draft.data()
                .put("outcome", "SUCCEEDED")
                .put("strategy", "UNKNOWN")
                .put("finishedAt", event.timestamp().toString());
        return draft;
    }

    /** Which deployment is reverted CDEvents do not say; {@code customData.goldthread} does. */
    static Draft rolledBack(CdEvent event, String ours, Rules rules) {
        return event.draft(ours, rules)
                .subject("Rollback", event.globalId() + "#" + event.id())
                .link("restores", "Artifact", artifact(event), Strength.OBSERVED);
    }

    private static String environment(CdEvent event, Rules rules) {
        return rules.environment(event.content().get("environment").get("id").needText());
    }

    private static String artifact(CdEvent event) {
        Member purl = event.content().get("artifactId");
        Optional<String> digest = Purls.artifact(purl.needText());
        if (digest.isEmpty()) {
            throw UnfitException.unmapped(
                    event.kind(),
                    "/subject/content/artifactId names no SHA-256 digest, by which artifacts are known: %s"
                            .formatted(purl.needText()));
        }
        return digest.get();
    }

    static Draft incident(CdEvent event, String ours, Rules rules) {
        Draft draft = affected(event, ours, rules);
        draft.data().put("detectedAt", event.timestamp().toString());
        event.content()
                .get("description")
                .text()
                .ifPresent(text -> draft.data().put("observed", text));
        return draft;
    }

    static Draft resolved(CdEvent event, String ours, Rules rules) {
        Draft draft = affected(event, ours, rules);
        draft.data().put("restoredAt", event.timestamp().toString());
        event.content().get("description").text().ifPresent(draft::reason);
        return draft;
    }

    private static Draft affected(CdEvent event, String ours, Rules rules) {
        Draft draft = event.draft(ours, rules).subject("Incident", event.globalId());
        event.content()
                .get("artifactId")
                .text()
                .flatMap(Purls::artifact)
                .ifPresent(digest -> draft.link("affects", "Artifact", digest, Strength.DECLARED));
        return draft;
    }
}
