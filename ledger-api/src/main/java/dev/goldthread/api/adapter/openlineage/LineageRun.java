package dev.goldthread.api.adapter.openlineage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.adapter.standard.Naming;
import dev.goldthread.api.adapter.standard.Supplement;
import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A run that completed, and what it made. */
record LineageRun(
        String runId,
        String job,
        String namespace,
        Instant endedAt,
        Member root,
        Product product,
        Rules rules) {

    private static final Pattern SHA_256 = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final String OURS = "goldthread";

    static LineageRun read(Member root, Rules rules) {
        String namespace = root.get("job").get("namespace").needText();
        String job = root.get("job").get("name").needText();
        Optional<Product> product =
                Stream.of(namespace + "/" + job, namespace)
                        .flatMap(scope -> rules.product(scope).stream())
                        .findFirst();
        if (product.isEmpty()) {
            throw UnfitException.unmapped(
                    "COMPLETE",
                    "no rule of connection %s names the product of job %s/%s"
                            .formatted(rules.connection(), namespace, job));
        }
        return new LineageRun(
                root.get("run").get("runId").needText(),
                job,
                namespace,
                root.get("eventTime").needRfc3339(),
                root,
                product.get(),
                rules);
    }

    List<ObjectNode> events() {
        List<ObjectNode> events = new ArrayList<>();
        Member training = root.get("run").get("facets").get(OURS);
        if (training.isThere()) {
            events.add(Supplement.complete(training(training), training, "run facet goldthread"));
        }
        for (Member output : root.get("outputs").items()) {
            Member facet = output.get("facets").get(OURS);
            if (facet.isThere()) {
                events.add(made(output, facet));
            }
        }
        return events;
    }

    private ObjectNode training(Member facet) {
        requireKind(facet, "training");
        Draft draft = draft("training.finished", "training").subject("TrainingRun", nodeId());
        draft.data().put("finishedAt", endedAt.toString());
        for (Member input : root.get("inputs").items()) {
            version(input)
                    .filter(version -> SHA_256.matcher(version).matches())
                    .ifPresent(
                            digest ->
                                    draft.linkDigest(
                                            "trainedOn",
                                            "Dataset",
                                            digest,
                                            digest,
                                            Strength.OBSERVED));
        }
        root.get("job")
                .get("facets")
                .get("sourceCodeLocation")
                .get("version")
                .text()
                .filter(version -> COMMIT.matcher(version).matches())
                .ifPresent(commit -> draft.link("used", "Commit", commit, Strength.OBSERVED));
        return draft.json();
    }

    private static void requireKind(Member facet, String kind) {
        if (!facet.get("kind").needText().equals(kind)) {
            throw facet.get("kind").refused("unknown-kind", "send " + kind);
        }
    }

    private ObjectNode made(Member output, Member facet) {
        Member kind = facet.get("kind");
        Draft draft =
                switch (kind.needText()) {
                    case "dataset" -> dataset(output, facet);
                    case "model" -> model(output, facet);
                    default -> throw kind.refused("unknown-kind", "send dataset or model");
                };
        return Supplement.complete(draft.json(), facet, "output facet goldthread");
    }

    private Draft dataset(Member output, Member facet) {
        String digest = digest(output, facet);
        Draft draft = draft("dataset.snapshotted", digest).subject("Dataset", digest);
        draft.data().put("name", output.get("name").needText());
        version(output)
                .filter(version -> !SHA_256.matcher(version).matches())
                .ifPresent(version -> draft.data().put("version", version));
        for (Member input : root.get("inputs").items()) {
            version(input)
                    .filter(version -> SHA_256.matcher(version).matches())
                    .ifPresent(
                            source ->
                                    draft.linkDigest(
                                            "derivedFrom",
                                            "Dataset",
                                            source,
                                            source,
                                            Strength.OBSERVED));
        }
        return draft;
    }

    private Draft model(Member output, Member facet) {
        String digest = digest(output, facet);
        Draft draft =
                draft("model.registered", digest)
                        .subject("Model", digest)
                        .link("producedBy", "TrainingRun", nodeId(), Strength.OBSERVED);
        draft.data().put("name", output.get("name").needText());
        version(output)
                .filter(version -> !SHA_256.matcher(version).matches())
                .ifPresent(version -> draft.data().put("version", version));
        return draft;
    }

    /** In our facet, or as the version of the standard's own. */
    private static String digest(Member output, Member facet) {
        Member ours = facet.get("digest");
        Member digest =
                ours.isThere() ? ours : output.get("facets").get("version").get("datasetVersion");
        if (!SHA_256.matcher(digest.needText()).matches()) {
            throw digest.refused(
                    "not-a-digest", "send sha256: and 64 lower-case hexadecimal digits");
        }
        return digest.needText();
    }

    private static Optional<String> version(Member dataset) {
        return dataset.get("facets").get("version").get("datasetVersion").text();
    }

    private String nodeId() {
        return "openlineage:" + runId;
    }

    private Draft draft(String type, String about) {
        return Draft.of(
                        Naming.eventId(rules.connection(), runId + "-" + about),
                        product,
                        type,
                        endedAt)
                .system(rules.connection())
                .source(Naming.uri(rules.connection(), namespace + "/" + job), "openlineage");
    }
}
