package dev.goldthread.api.adapter.intoto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.standard.Naming;
import dev.goldthread.api.adapter.standard.Supplement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SLSA provenance, v1 and v0.2: who built the subjects, from which commits.
 *
 * @param run what the builder calls the run; its own id where it names none
 * @param recipe the commit that the build was defined by, the first source's where it does not say
 * @param commits the sources that are commits
 * @param inputs the other sources, {@code sha256:<hex>}
 */
record Provenance(
        String builder,
        Optional<String> run,
        Optional<String> recipe,
        List<String> commits,
        List<String> inputs,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt) {

    static Predicate v1(Member predicate) {
        Member definition = predicate.get("buildDefinition");
        Member metadata = predicate.get("runDetails").get("metadata");
        List<Member> sources = definition.get("resolvedDependencies").items();
        Optional<String> repository =
                definition.get("externalParameters").get("workflow").get("repository").text();
        Optional<String> recipe = Optional.empty();
        for (Member source : sources) {
            String uri = source.get("uri").text().orElse("");
            if (repository.isPresent() && uri.startsWith("git+" + repository.get())) {
                recipe = recipe.or(() -> source.get("digest").get("gitCommit").text());
            }
        }
        return new Provenance(
                        predicate.get("runDetails").get("builder").get("id").needText(),
                        metadata.get("invocationId").text(),
                        recipe,
                        commits(sources),
                        inputs(sources),
                        metadata.get("startedOn").rfc3339(),
                        metadata.get("finishedOn").rfc3339())
                .predicate();
    }

    static Predicate v02(Member predicate) {
        Member metadata = predicate.get("metadata");
        Member config = predicate.get("invocation").get("configSource");
        List<Member> sources = predicate.get("materials").items();
        return new Provenance(
                        predicate.get("builder").get("id").needText(),
                        metadata.get("buildInvocationId")
                                .text()
                                .or(() -> metadata.get("buildInvocationID").text()),
                        Statement.commit(config, config.get("uri").text().orElse("")),
                        commits(sources),
                        inputs(sources),
                        metadata.get("buildStartedOn").rfc3339(),
                        metadata.get("buildFinishedOn").rfc3339())
                .predicate();
    }

    private static List<String> commits(List<Member> sources) {
        List<String> commits = new ArrayList<>();
        for (Member source : sources) {
            Statement.commit(source, source.get("uri").text().orElse("")).ifPresent(commits::add);
        }
        return commits.stream().distinct().toList();
    }

    private static List<String> inputs(List<Member> sources) {
        List<String> inputs = new ArrayList<>();
        for (Member source : sources) {
            Statement.artifact(source).ifPresent(inputs::add);
        }
        return inputs.stream().distinct().toList();
    }

    private Predicate predicate() {
        return new Predicate(
                builder,
                finishedAt.or(() -> startedAt),
                draft -> draft.data().put("builder", builder),
                this::build,
                "no subject has a sha256 digest, and no source is a commit");
    }

    String buildId(Statement statement) {
        return run.orElseGet(() -> builder + "#" + Naming.digits(statement.digest()));
    }

    /** A statement about what a build made says that it was made. */
    private List<ObjectNode> build(Attestation attestation, Predicate predicate) {
        Draft draft =
                attestation
                        .draft("build.finished", "build", builder, predicate.occurredAt())
                        .subject("Build", buildId(attestation.statement()));
        ObjectNode data = draft.data();
        data.put("outcome", "SUCCEEDED")
                .put("builder", builder)
                .put("hermeticity", "UNKNOWN")
                .put("rebuild", "NOT_ATTEMPTED");
        recipe.or(() -> commits.stream().findFirst())
                .ifPresent(commit -> data.put("recipeDigest", "gitCommit:" + commit));
        startedAt.ifPresent(time -> data.put("startedAt", time.toString()));
        finishedAt.ifPresent(time -> data.put("finishedAt", time.toString()));
        run.filter(Naming::isAbsolute).ifPresent(uri -> data.put("uri", uri));
        commits.forEach(commit -> draft.link("builtFrom", "Commit", commit, Strength.DECLARED));
        inputs.forEach(
                input -> draft.linkDigest("used", "Artifact", input, input, Strength.DECLARED));
        ObjectNode event = attestation.strengthened(draft);
        List<ObjectNode> events = new ArrayList<>();
        if (Supplement.missing(event).isEmpty()) {
            events.add(event);
        }
        events.addAll(madeBy(attestation, predicate));
        return events;
    }

    /** One {@code artifact.attested} for each subject, which says what build it came out of. */
    private List<ObjectNode> madeBy(Attestation attestation, Predicate predicate) {
        List<ObjectNode> events = new ArrayList<>();
        for (String artifact : attestation.statement().artifacts()) {
            events.add(
                    attestation.strengthened(
                            Attested.draft(attestation, predicate, artifact)
                                    .link(
                                            "producedBy",
                                            "Build",
                                            buildId(attestation.statement()),
                                            Strength.DECLARED)));
        }
        return events;
    }
}
