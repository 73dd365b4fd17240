package dev.goldthread.api.adapter.argocd;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Forge;
import dev.goldthread.api.adapter.JsonAdapter;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.Texts;
import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.util.List;

/**
 * Syncs of Argo CD applications. Argo CD has no payload of its own: this is the template in
 * docs/producers.md, in which images are {@code .app.status.summary.images}.
 */
public final class ArgoCdAdapter extends JsonAdapter {

    public ArgoCdAdapter() {
        super("argocd");
    }

    @Override
    protected Reading read(Member body, Delivery delivery, Rules rules) {
        String app = body.at("app").needText();
        String phase = body.at("phase").needText();
        String kind = "sync." + phase;
        return inProduct(rules, app, kind, product -> read(body, app, phase, rules, product));
    }

    private static Reading read(
            Member body, String app, String phase, Rules rules, Product product) {
        return switch (phase) {
            case "Running" -> {
                Draft draft =
                        draft(body, app, "deployment.started", startedAt(body), rules, product);
                draft.data().put("strategy", "UNKNOWN");
                yield deployed(body, draft, phase);
            }
            case "Succeeded" ->
                    ended(body, app, "deployment.finished", "SUCCEEDED", rules, product);
            case "Failed", "Error" ->
                    ended(body, app, "deployment.failed", "FAILED", rules, product);
            default -> new Reading.Unmapped("sync." + phase, "it is neither begin nor end");
        };
    }

    private static Instant startedAt(Member body) {
        return body.at("startedAt").needTime();
    }

    private static Reading ended(
            Member body, String app, String type, String outcome, Rules rules, Product product) {
        Instant end = body.at("finishedAt").needTime();
        Draft draft = draft(body, app, type, end, rules, product);
        ObjectNode data =
                draft.data()
                        .put("outcome", outcome)
                        .put("strategy", "UNKNOWN")
                        .put("startedAt", startedAt(body).toString())
                        .put("finishedAt", end.toString());
        body.at("url").text().ifPresent(uri -> data.put("uri", uri));
        if (outcome.equals("FAILED")) {
            data.put(
                    "failure",
                    body.at("message").text().flatMap(Texts::line).orElse("(not stated)"));
        }
        return deployed(body, draft, outcome);
    }

    private static Draft draft(
            Member body, String app, String type, Instant at, Rules rules, Product product) {
        String server = body.at("url").needText();
        String environment =
                body.at("environment")
                        .text()
                        .orElseGet(() -> body.at("destination/namespace").needText());
        return Draft.of(
                        Texts.eventId(
                                rules.connection(),
                                type,
                                List.of(app, startedAt(body).toString(), at.toString())),
                        product,
                        type,
                        at)
                .source(server, "argo-cd")
                .system("argo-cd")
                .subject("Deployment", "%s@%s".formatted(server, startedAt(body)))
                .link("into", "Environment", rules.environment(environment), Strength.OBSERVED);
    }

    /** Only a digest says what runs; a tag says what somebody calls it today. */
    private static Reading deployed(Member body, Draft draft, String kind) {
        List<String> digests =
                body.at("images").items().stream()
                        .flatMap(image -> image.text().flatMap(Forge::digest).stream())
                        .distinct()
                        .toList();
        if (digests.isEmpty()) {
            return new Reading.Unmapped(
                    "sync." + kind,
                    "no image is named by digest: deploy image@sha256:… so that it is known what runs");
        }
        digests.forEach(
                digest ->
                        draft.linkDigest("deploys", "Artifact", digest, digest, Strength.OBSERVED));
        return new Reading.Events(List.of(draft.json()));
    }
}
