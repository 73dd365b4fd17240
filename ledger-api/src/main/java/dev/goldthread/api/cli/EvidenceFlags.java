package dev.goldthread.api.cli;

import dev.goldthread.api.evidence.BucketSettings;
import dev.goldthread.api.evidence.EvidenceOptions;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the evidence of a ledger is kept; a mixin. */
final class EvidenceFlags {

    @Option(
            names = "--evidence",
            paramLabel = "s3://BUCKET/PREFIX",
            description = {
                "Keep evidence in this bucket instead of the data folder.",
                "Credentials come from where the AWS SDK looks for them: environment, profile, role."
            })
    private Optional<String> address = Optional.empty();

    @Option(
            names = "--evidence-endpoint",
            paramLabel = "URL",
            description = "Of a store that speaks S3 and is not Amazon's.")
    private Optional<URI> endpoint = Optional.empty();

    @Option(
            names = "--evidence-region",
            paramLabel = "REGION",
            description = "Of the bucket (default: ${DEFAULT-VALUE}).")
    private String region = "us-east-1";

    @Option(
            names = "--evidence-path-style",
            description =
                    "Name the bucket in the path, not in the host name; most stores need it that are"
                            + " not Amazon's.")
    private boolean pathStyle;

    @Option(
            names = "--evidence-lock",
            paramLabel = "MODE:DAYS",
            description =
                    "Lock every object for so many days: governance or compliance. Needs a bucket with"
                            + " object lock.")
    private Optional<String> lock = Optional.empty();

    @Option(
            names = "--evidence-max-bytes",
            paramLabel = "N",
            description = "The largest content that is kept (default: ${DEFAULT-VALUE}).")
    private long sizeBytesMax = EvidenceOptions.SIZE_BYTES_MAX_DEFAULT;

    /**
     * @throws IllegalArgumentException when a value is no such thing, or two do not go together
     */
    EvidenceOptions options() {
        if (address.isEmpty() && (endpoint.isPresent() || lock.isPresent() || pathStyle)) {
            throw new IllegalArgumentException(
                    "--evidence-endpoint, --evidence-path-style and --evidence-lock belong to a bucket, but --evidence names none; add it");
        }
        return new EvidenceOptions(
                address.map(
                        each ->
                                BucketSettings.of(
                                        each,
                                        endpoint,
                                        region,
                                        pathStyle,
                                        lock.map(BucketSettings.Lock::parse))),
                sizeBytesMax);
    }
}
