package dev.goldthread.api.adapter.flux;

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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Flux's notifications (fluxcd.io, "Events"): what a Kustomization or HelmRelease put in place.
 * Only an OCI source names content by digest; a Git revision says what was asked for, not what
 * runs.
 */
public final class FluxAdapter extends JsonAdapter {

    private static final Set<String> DEPLOYING = Set.of("Kustomization", "HelmRelease");
    private static final Set<String> SUCCEEDED =
            Set.of("ReconciliationSucceeded", "InstallSucceeded", "UpgradeSucceeded");
    private static final Set<String> FAILED =
            Set.of(
                    "ReconciliationFailed",
                    "InstallFailed",
                    "UpgradeFailed",
                    "HealthCheckFailed",
                    "BuildFailed");

    private static final String UNNAMED =
            "its revision is no digest and no version: let Flux take an OCI artifact, whose revision ends with @sha256:…";

    public FluxAdapter() {
        super("flux");
    }

    @Override
    protected Reading read(Member body, Delivery delivery, Rules rules) {
        String objectKind = body.at("involvedObject/kind").needText();
        String reason = body.at("reason").needText();
        String kind = objectKind + "." + reason;
        String scope =
                "%s/%s"
                        .formatted(
                                body.at("involvedObject/namespace").needText(),
                                body.at("involvedObject/name").needText());
        if (!DEPLOYING.contains(objectKind)) {
            return new Reading.Unmapped(kind, "it puts nothing in place");
        }
        if (!SUCCEEDED.contains(reason) && !FAILED.contains(reason)) {
            return new Reading.Unmapped(kind, "it is not the end of a deployment");
        }
        return inProduct(
                rules,
                scope,
                kind,
                product -> read(body, scope, kind, SUCCEEDED.contains(reason), rules, product));
    }

    private static Reading read(
            Member body, String scope, String kind, boolean isGood, Rules rules, Product product) {
        String revision = revision(body);
        String type = isGood ? "deployment.finished" : "deployment.failed";
        String uri = "urn:flux:%s:%s".formatted(body.at("involvedObject/kind").needText(), scope);
        String environment =
                body.at("metadata/cluster")
                        .text()
                        .orElseGet(() -> body.at("involvedObject/namespace").needText());
        String timestamp = body.at("timestamp").needTime().toString();
        Draft draft =
                Draft.of(
                                Texts.eventId(
                                        rules.connection(),
                                        type,
                                        List.of(scope, revision, timestamp)),
                                product,
                                type,
                                body.at("timestamp").needTime())
                        .source(uri, "flux")
                        .system(body.at("reportingController").text().orElse("flux"))
                        .subject("Deployment", "%s@%s".formatted(uri, revision))
                        .link(
                                "into",
                                "Environment",
                                rules.environment(environment),
                                Strength.OBSERVED);
        ObjectNode data =
                draft.data()
                        .put("outcome", isGood ? "SUCCEEDED" : "FAILED")
                        .put("strategy", "UNKNOWN")
                        .put("finishedAt", timestamp);
        if (!isGood) {
            data.put(
                    "failure",
                    body.at("message").text().flatMap(Texts::line).orElse("(not stated)"));
        }
        Optional<String> digest = digest(body).or(() -> Forge.digest(revision));
        return Forge.linkDeployed(draft, digest, Optional.of(revision))
                ? new Reading.Events(List.of(draft.json()))
                : new Reading.Unmapped(kind, UNNAMED);
    }

    /** Each controller has a name of its own before {@code /revision}. */
    private static String revision(Member body) {
        return ofMetadata(body, "/revision")
                .orElseGet(() -> body.at("metadata/revision").needText());
    }

    private static Optional<String> digest(Member body) {
        return ofMetadata(body, "/oci-digest").flatMap(Forge::digest);
    }

    private static Optional<String> ofMetadata(Member body, String ending) {
        return body.at("metadata").json().properties().stream()
                .filter(each -> each.getKey().endsWith(ending) && each.getValue().isTextual())
                .map(each -> each.getValue().textValue().strip())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }
}
