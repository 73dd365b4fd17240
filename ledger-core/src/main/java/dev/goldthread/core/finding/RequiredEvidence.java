package dev.goldthread.core.finding;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.SchemasFile;
import dev.goldthread.core.event.Traversal.Direction;
import dev.goldthread.core.graph.Node;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a release has to show, read from the data file beside the vocabulary. Its digest names the
 * very list that an answer was measured by. Immutable, safe for any thread.
 */
public final class RequiredEvidence {

    /** The list that this program comes with. */
    public static final RequiredEvidence OF_RELEASE =
            parse(SchemasFile.text("required-evidence.json"));

    /**
     * What an event brought in without saying so by a link: what it names as its head, and, where
     * what it names as its merge comes directly after the head, all that the head leads to and the
     * other ways from the merge do not.
     *
     * @param event its type; the last one about each thing counts
     * @param head the field that names the last one of what came in
     * @param merge the field that names what joined it with the others
     * @param along the relation that leads back
     */
    public record BroughtIn(String event, String head, String merge, String along) {}

    /**
     * A link that has to be there, seen from the node.
     *
     * @param without nothing that it is linked with so may have one of these findings
     * @param orBroughtIn what is as good as the link, by events about nodes of these types
     */
    public record LinkAsked(
            String relation,
            Direction direction,
            List<String> types,
            List<String> without,
            @Nullable BroughtIn orBroughtIn) {
        public LinkAsked {
            types = List.copyOf(types);
            without = without == null ? List.of() : List.copyOf(without);
        }
    }

    /**
     * One thing asked of every node of some types.
     *
     * @param includedBy only nodes that one of these includes; empty is all
     * @param atLeast how many such nodes there have to be
     * @param group only recorded nodes on which a finding of this group says something; what no
     *     event recorded is always asked
     * @param event a type of event that has to be on record of it
     * @param actor by whom such an event has to be; anybody where it is not said
     * @param field a text that an event has to state of it
     * @param otherThan what that text may not be
     * @param with it has to have one of these findings
     * @param without it may have none of these findings
     * @param withoutBy it may have no finding by one of these rules: of one code several rules may
     *     speak, not all of them of what is asked for here
     */
    public record Asked(
            String id,
            List<String> of,
            List<String> includedBy,
            int atLeast,
            @Nullable String group,
            @Nullable String event,
            Actor.@Nullable Kind actor,
            @Nullable String field,
            List<String> otherThan,
            @Nullable LinkAsked link,
            List<String> with,
            List<String> without,
            List<String> withoutBy,
            String about,
            String remedy) {
        public Asked {
            of = List.copyOf(of);
            includedBy = includedBy == null ? List.of() : List.copyOf(includedBy);
            otherThan = otherThan == null ? List.of() : List.copyOf(otherThan);
            with = with == null ? List.of() : List.copyOf(with);
            without = without == null ? List.of() : List.copyOf(without);
            withoutBy = withoutBy == null ? List.of() : List.copyOf(withoutBy);
        }

        /** Whether a finding says no to what is asked for. */
        public boolean isDenied(Finding by) {
            return without.contains(by.code()) || by.rule().filter(withoutBy::contains).isPresent();
        }
    }

    /** A rule by which something needs no coverage; the event gives the reason. */
    private record Exempt(String rule, List<String> of, String event, String about) {}

    private record File(int version, List<Asked> evidence, List<Exempt> notRequired) {}

    private final File file;
    private final Digest digest;

    private RequiredEvidence(File file, Digest digest) {
        this.file = file;
        this.digest = digest;
    }

    /**
     * Reads such a list.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static RequiredEvidence parse(String text) {
        try {
            File file =
                    new ObjectMapper()
                            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                            .readValue(text, File.class);
            return new RequiredEvidence(file, Digest.sha256(text));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the list of required evidence cannot be read: " + e.getMessage(), e);
        }
    }

    public int version() {
        return file.version();
    }

    /** SHA-256 of the file. */
    public Digest digest() {
        return digest;
    }

    public List<Asked> evidence() {
        return file.evidence();
    }

    /**
     * By which rule a node needs no coverage, and why; empty when it needs some. A rule without a
     * reason on record exempts nothing.
     */
    Optional<String> notRequired(Node node) {
        return file.notRequired().stream()
                .filter(rule -> rule.of().contains(node.ref().type()))
                .flatMap(
                        rule ->
                                node
                                        .latest()
                                        .filter(latest -> latest.type().equals(rule.event()))
                                        .flatMap(latest -> latest.reason())
                                        .map(reason -> "rule %s: %s".formatted(rule.rule(), reason))
                                        .stream())
                .findFirst();
    }
}
