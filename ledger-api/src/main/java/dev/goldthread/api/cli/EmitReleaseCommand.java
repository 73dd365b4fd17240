package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.manifest.MissingMembersException;
import dev.goldthread.api.manifest.ReleaseManifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fixes what a release is made of. */
@Command(
        name = "release",
        description = {
            "Fixes what a release is made of and rests on (release.manifested).",
            "What flags say counts more than what the file says; lists are added to."
        },
        mixinStandardHelpOptions = true)
final class EmitReleaseCommand implements Callable<Integer> {

    private static final Pattern THRESHOLD = Pattern.compile("(.+?)(>=|<=)(.+)");

    @Mixin private final CiFlags ci = new CiFlags();
    @Mixin private final Emission emission = new Emission();

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
    private String product = "";

    @Parameters(index = "1", paramLabel = "VERSION", description = "The release.")
    private String version = "";

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "The manifest, JSON or YAML (see docs/emit.md).")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--artifact", paramLabel = "DIGEST", description = "Artifact it ships.")
    private List<String> artifacts = new ArrayList<>();

    @Option(names = "--model", paramLabel = "DIGEST", description = "Model it ships.")
    private List<String> models = new ArrayList<>();

    @Option(names = "--change", paramLabel = "REPO#N", description = "Change it carries.")
    private List<String> changes = new ArrayList<>();

    @Option(names = "--config", paramLabel = "NAME=DIGEST", description = "Configuration it ships.")
    private Map<String, String> configs = new LinkedHashMap<>();

    @Option(names = "--claim", paramLabel = "KEY", description = "Claim that is made for it.")
    private List<String> claims = new ArrayList<>();

    @Option(names = "--approval", paramLabel = "ID", description = "Approval it rests on.")
    private List<String> approvals = new ArrayList<>();

    @Option(names = "--limitation", paramLabel = "TEXT", description = "Known limitation.")
    private List<String> limitations = new ArrayList<>();

    @Option(
            names = "--none",
            paramLabel = "LIST",
            description = "Says that there is none: claims, approvals, knownLimitations.")
    private List<String> none = new ArrayList<>();

    @Option(
            names = "--threshold",
            paramLabel = "NAME>=VALUE",
            description = "Limit it works with; >= or <=.")
    private List<String> thresholds = new ArrayList<>();

    @Mixin private final ReleaseFactFlags factFlags = new ReleaseFactFlags();

    private final Terminal terminal;

    EmitReleaseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ObjectNode json =
                file.map(ManifestFile::read).orElseGet(LedgerClient.JSON::createObjectNode);
        overlay(json);
        try {
            return emission.emit(
                    terminal,
                    ci.facts(product, CiFlags.Doer.PERSON, emission.data(), terminal),
                    facts -> {
                        if (!json.has("commit")) {
                            facts.knownCommit().ifPresent(sha -> json.put("commit", sha));
                        }
                        return List.of(new ReleaseManifest(json).event(facts, version));
                    });
        } catch (MissingMembersException e) {
            throw CliException.error(String.valueOf(e.getMessage()));
        }
    }

    private void overlay(ObjectNode json) {
        none.forEach(json::putArray);
        add(json, "artifacts", artifacts);
        add(json, "models", models);
        add(json, "changes", changes);
        add(json, "claims", claims);
        add(json, "approvals", approvals);
        add(json, "knownLimitations", limitations);
        configs.forEach(
                (name, digest) ->
                        json.withArray("configs")
                                .addObject()
                                .put("name", name)
                                .put("digest", digest));
        thresholds.forEach(text -> addThreshold(json, text));
        factFlags.overlay(json);
    }

    private static void add(ObjectNode json, String member, List<String> values) {
        values.forEach(value -> json.withArray(member).add(value));
    }

    private static void addThreshold(ObjectNode json, String text) {
        Matcher matcher = THRESHOLD.matcher(text);
        if (!matcher.matches()) {
            throw CliException.usage(
                    "--threshold must be NAME>=VALUE or NAME<=VALUE, but is \"%s\"; correct it"
                            .formatted(text));
        }
        json.withArray("thresholds")
                .addObject()
                .put("name", matcher.group(1).strip())
                .put("value", matcher.group(3).strip())
                .put("comparison", matcher.group(2).equals(">=") ? "AT_LEAST" : "AT_MOST");
    }
}
