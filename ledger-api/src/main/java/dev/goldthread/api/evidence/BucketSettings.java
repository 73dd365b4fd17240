package dev.goldthread.api.evidence;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a bucket is, and how long what lies in it must not be deleted. Who may write there is left
 * to the AWS SDK's own places: environment, profile files, the machine's role.
 *
 * @param prefix before every key, without a slash at either end; may be empty
 * @param endpoint of a store that is not Amazon's
 * @param region as Amazon calls it; other stores mostly take any
 * @param pathStyle whether the bucket stands in the path instead of the host name
 * @param lock asked for with every object
 */
public record BucketSettings(
        String bucket,
        String prefix,
        Optional<URI> endpoint,
        String region,
        boolean pathStyle,
        Optional<Lock> lock) {

    private static final Pattern ADDRESS = Pattern.compile("s3://([a-z0-9.-]{3,63})(?:/(.*?))?/?");

    /** From {@code s3://BUCKET/PREFIX}; the prefix may be left out. */
    public static BucketSettings of(
            String address,
            Optional<URI> endpoint,
            String region,
            boolean pathStyle,
            Optional<Lock> lock) {
        Matcher matcher = ADDRESS.matcher(address);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a bucket is given as s3://BUCKET/PREFIX, but this is \"%s\"; correct it"
                            .formatted(address));
        }
        return new BucketSettings(
                matcher.group(1),
                Optional.ofNullable(matcher.group(2)).orElse(""),
                endpoint,
                region,
                pathStyle,
                lock);
    }

    /**
     * Object lock (Amazon S3 User Guide, "Locking objects with Object Lock").
     *
     * @param retention from each time that content is handed in
     */
    public record Lock(Mode mode, Duration retention) {

        private static final Pattern FORM = Pattern.compile("([A-Za-z]+):([0-9]{1,5})");

        /** Who may end a retention early: some, or nobody at all. */
        public enum Mode {
            GOVERNANCE,
            COMPLIANCE
        }

        public Lock {
            if (retention.compareTo(Duration.ofDays(1)) < 0) {
                throw new IllegalArgumentException(
                        "the retention must be at least 1 day, but is %s; correct it"
                                .formatted(retention));
            }
        }

        /** From {@code MODE:DAYS}, such as {@code compliance:3650}. */
        public static Lock parse(String text) {
            Matcher matcher = FORM.matcher(text);
            if (matcher.matches()) {
                for (Mode mode : Mode.values()) {
                    if (mode.name().equals(matcher.group(1).toUpperCase(Locale.ROOT))) {
                        return new Lock(mode, Duration.ofDays(Integer.parseInt(matcher.group(2))));
                    }
                }
            }
            throw new IllegalArgumentException(
                    "an object lock is governance:DAYS or compliance:DAYS, but this is \"%s\"; correct it"
                            .formatted(text));
        }
    }
}
