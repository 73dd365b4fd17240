package dev.goldthread.api.http;

import dev.goldthread.api.http.ReleaseEvidence.Citations;
import dev.goldthread.core.trace.Completeness;
import dev.goldthread.core.trace.Entries;
import dev.goldthread.core.trace.Marked;
import dev.goldthread.core.trace.Matrix;
import dev.goldthread.core.trace.Naming;
import dev.goldthread.core.trace.PartMarks;
import dev.goldthread.core.trace.ReleaseDifference;
import dev.goldthread.core.trace.ReleaseGaps;
import java.util.List;

/**
 * How much memory an answer holds, all of it and not only the list that its pages cut, in parts: a
 * node that it names, a gap, an entry of a log, a mark. A part is some 200 bytes.
 */
final class HeldParts {

    private HeldParts() {}

    static long ofMatrix(Marked<Matrix> matrix) {
        long confirmations =
                matrix.answer().rows().stream().mapToLong(row -> row.confirmations().size()).sum();
        return of(matrix) + confirmations;
    }

    static long ofDifference(Marked<ReleaseDifference> difference) {
        return of(difference) + difference.answer().size();
    }

    static long ofGaps(ReleaseGaps found) {
        return found.gaps().size() + of(found.completeness()) + of(found.entries());
    }

    static long ofCitations(Citations citations) {
        return citations.cited().stream().mapToLong(each -> 1 + each.by().size()).sum();
    }

    private static long of(Marked<? extends Naming> marked) {
        return marked.answer().named().count() + of(marked.marks());
    }

    private static long of(PartMarks marks) {
        return marks.nodes().values().stream()
                .flatMap(List::stream)
                .mapToLong(mark -> 1 + mark.fields().size())
                .sum();
    }

    private static long of(Completeness completeness) {
        return (long) completeness.missing().size() + completeness.excused().size();
    }

    private static long of(Entries entries) {
        return (long) entries.seqs().size() + entries.sources().size() + entries.unsaid().size();
    }
}
