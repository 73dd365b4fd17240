package dev.goldthread.api.adapter.intoto;

import dev.goldthread.api.adapter.Member;
import dev.goldthread.core.event.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An in-toto Statement (in-toto Attestation Framework v1, "Statement").
 *
 * @param digest of its bytes
 * @param artifacts {@code sha256:<hex>} of the subjects that have one
 * @param commits full shas of the subjects that are commits
 */
record Statement(
        String predicateType,
        Member predicate,
        Digest digest,
        List<String> artifacts,
        List<String> commits) {

    private static final Set<String> TYPES =
            Set.of("https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1");

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    /** Each subject becomes an event. */
    private static final int SUBJECTS_MAX = 1_000;

    static Statement read(Member root, Digest digest) {
        Member type = root.needObject().get("_type");
        if (!TYPES.contains(type.needText())) {
            throw type.refused("unknown-type", "send an in-toto Statement, v1 or v0.1");
        }
        List<Member> subjects = root.get("subject").items();
        if (subjects.isEmpty() || subjects.size() > SUBJECTS_MAX) {
            throw root.get("subject")
                    .refused(
                            "wrong-number",
                            "send an array of 1 to %d subjects".formatted(SUBJECTS_MAX));
        }
        List<String> artifacts = new ArrayList<>();
        List<String> commits = new ArrayList<>();
        for (Member subject : subjects) {
            digest(subject.get("digest").get("sha256"), SHA_256)
                    .ifPresent(hex -> artifacts.add("sha256:" + hex));
            digest(subject.get("digest").get("gitCommit"), COMMIT).ifPresent(commits::add);
        }
        return new Statement(
                root.get("predicateType").needText(),
                root.get("predicate"),
                digest,
                artifacts.stream().distinct().toList(),
                commits.stream().distinct().toList());
    }

    /** Subjects are matched by digest only; their names are not identities. */
    static Optional<String> digest(Member spot, Pattern form) {
        if (!spot.isThere()) {
            return Optional.empty();
        }
        String text = spot.needText();
        if (!form.matcher(text).matches()) {
            throw spot.refused("not-a-digest", "send the full digest in lower-case hexadecimal");
        }
        return Optional.of(text);
    }

    /** The commit that a source's digest names; {@code sha1} only where the source is a Git one. */
    static Optional<String> commit(Member source, String uri) {
        Member digests = source.get("digest");
        Optional<String> commit = digest(digests.get("gitCommit"), COMMIT);
        return commit.isEmpty() && uri.startsWith("git+")
                ? digest(digests.get("sha1"), COMMIT)
                : commit;
    }

    static Optional<String> artifact(Member source) {
        return digest(source.get("digest").get("sha256"), SHA_256).map(hex -> "sha256:" + hex);
    }
}
