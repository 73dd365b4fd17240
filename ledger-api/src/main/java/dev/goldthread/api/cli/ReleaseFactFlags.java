package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Single facts of a release's manifest, each by a flag of its own; a mixin. */
final class ReleaseFactFlags {

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            description = "How much is at stake: HIGH, MEDIUM, LOW or NOT_CLASSIFIED.")
    private Optional<String> tier = Optional.empty();

    @Option(names = "--intended-use", paramLabel = "TEXT", description = "What it may be used for.")
    private Optional<String> intendedUse = Optional.empty();

    @Option(names = "--built-at", paramLabel = "TIME", description = "When it was built.")
    private Optional<String> builtAt = Optional.empty();

    @Option(
            names = "--dataset",
            paramLabel = "DIGEST",
            description = "Data its models learnt from, sha256:….")
    private Optional<String> dataset = Optional.empty();

    @Option(
            names = "--validation-set",
            paramLabel = "DIGEST",
            description = "Data it was validated on, sha256:….")
    private Optional<String> validationSet = Optional.empty();

    @Option(
            names = "--scenario-pack",
            paramLabel = "DIGEST",
            description = "Generated situations it was validated in, sha256:….")
    private Optional<String> scenarioPack = Optional.empty();

    @Option(
            names = "--feature-schema",
            paramLabel = "DIGEST",
            description = "Inputs of its models, sha256:….")
    private Optional<String> featureSchema = Optional.empty();

    @Option(
            names = "--calibration",
            paramLabel = "DIGEST",
            description = "Calibration of its models, sha256:….")
    private Optional<String> calibration = Optional.empty();

    @Option(
            names = "--test-suite",
            paramLabel = "VERSION",
            description = "Version of the test suite it passed.")
    private Optional<String> testSuite = Optional.empty();

    @Option(
            names = "--infrastructure",
            paramLabel = "DIGEST",
            description = "Configuration of the infrastructure, sha256:… or gitCommit:….")
    private Optional<String> infrastructure = Optional.empty();

    @Option(
            names = "--environment-fingerprint",
            paramLabel = "DIGEST",
            description = "What it was built and tested in, sha256:….")
    private Optional<String> environmentFingerprint = Optional.empty();

    /** What a flag says counts more than what is there. */
    void overlay(ObjectNode manifest) {
        tier.ifPresent(each -> manifest.put("tier", each.toUpperCase(Locale.ROOT)));
        intendedUse.ifPresent(each -> manifest.put("intendedUse", each));
        builtAt.ifPresent(each -> manifest.put("builtAt", each));
        dataset.ifPresent(each -> manifest.put("dataset", each));
        validationSet.ifPresent(each -> manifest.put("validationSet", each));
        scenarioPack.ifPresent(each -> manifest.put("scenarioPack", each));
        featureSchema.ifPresent(each -> manifest.put("featureSchema", each));
        calibration.ifPresent(each -> manifest.put("calibrationDigest", each));
        testSuite.ifPresent(each -> manifest.put("testSuiteVersion", each));
        infrastructure.ifPresent(each -> manifest.put("infrastructureDigest", each));
        environmentFingerprint.ifPresent(each -> manifest.put("environmentFingerprint", each));
    }
}
