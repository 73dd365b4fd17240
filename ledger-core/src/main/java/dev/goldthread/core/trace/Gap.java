package dev.goldthread.core.trace;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.event.Vocabulary.FindingCode;
import dev.goldthread.core.finding.Finding;
import java.util.Optional;

/**
 * A problem of a release, with what ends it.
 *
 * @param id twelve hexadecimal digits, the same as long as node, code and reason are
 * @param severity critical, major or minor
 * @param remedy what to do
 */
public record Gap(
        String id,
        NodeRef node,
        String code,
        String group,
        String severity,
        String reason,
        String remedy) {

    private static final int ID_DIGITS = 12;

    /**
     * A finding as a gap; empty when it is no problem.
     *
     * @throws IllegalArgumentException when the vocabulary does not know its code or rule
     */
    public static Optional<Gap> of(NodeRef node, Finding finding, Vocabulary vocabulary) {
        FindingCode code =
                vocabulary
                        .finding(finding.code())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "finding %s is not in the vocabulary; add it there"
                                                        .formatted(finding.code())));
        return code.problem()
                ? Optional.of(of(node, code, finding.reason(), remedy(finding, code)))
                : Optional.empty();
    }

    private static String remedy(Finding finding, FindingCode code) {
        return finding.rule()
                .map(
                        rule ->
                                code.remedyOf(rule)
                                        .orElseThrow(
                                                () ->
                                                        new IllegalArgumentException(
                                                                "finding %s has no rule %s in the vocabulary; add it there"
                                                                        .formatted(
                                                                                code.code(),
                                                                                rule))))
                .orElse(Optional.ofNullable(code.remedy()).orElse(""));
    }

    static Gap of(NodeRef node, FindingCode code, String reason, String remedy) {
        String content =
                String.join(
                        "\n", node.product().name(), node.type(), node.id(), code.code(), reason);
        return new Gap(
                Digest.sha256(content).hex().substring(0, ID_DIGITS),
                node,
                code.code(),
                code.group(),
                Optional.ofNullable(code.severity()).orElse("major"),
                reason,
                remedy);
    }
}
