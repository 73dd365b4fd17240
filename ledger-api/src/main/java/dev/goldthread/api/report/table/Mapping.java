package dev.goldthread.api.report.table;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Evidence;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which column of a table means what. Kept as evidence, because nobody can judge the events of a
 * table without it.
 *
 * @param text the mapping as it was written
 * @param headerRow number of the row that names the columns, from 1
 * @param sheet of a workbook; the first when absent
 * @param crosstab where tests stand beside each other as columns
 * @param records what each row says; at least one
 * @param claimed the result that a trace matrix claims for a row
 */
public record Mapping(
        Bytes text,
        char delimiter,
        Charset charset,
        int headerRow,
        Optional<String> sheet,
        Optional<Crosstab> crosstab,
        List<RecordRule> records,
        Optional<Value> claimed) {

    /** Event types that a row can become, with the type of their subject. */
    static final Map<String, String> SUBJECTS =
            Map.of(
                    "requirement.recorded", "Requirement",
                    "requirement.changed", "Requirement",
                    "hazard.recorded", "Hazard",
                    "hazard.changed", "Hazard",
                    "control.recorded", "RiskControl",
                    "control.changed", "RiskControl",
                    "testcase.recorded", "TestCase",
                    "testcase.changed", "TestCase");

    /** In a crosstab, the head of the marked column. */
    static final String MARKED_COLUMN = "@column";

    /** In a crosstab, the mark itself. */
    static final String MARK = "@mark";

    public Mapping {
        records = List.copyOf(records);
    }

    /**
     * A table whose columns from one on stand for something each, with marks in the rows.
     *
     * @param firstColumn the first of them
     * @param marks what counts as a mark; anything that is not blank when empty
     */
    record Crosstab(String firstColumn, Set<String> marks) {
        Crosstab {
            marks = Set.copyOf(marks);
        }
    }

    /**
     * Where a value comes from.
     *
     * @param column its head; absent for a fixed value
     * @param fixed the value for all rows, or for rows whose cell is blank
     * @param values what stands for what; other cells are taken as they are when empty, else
     *     refused
     */
    record Value(Optional<String> column, Optional<String> fixed, Map<String, String> values) {
        Value {
            values = Map.copyOf(values);
        }
    }

    /** What a row says of one thing; nothing when its id is blank. */
    record RecordRule(String type, Value id, Map<String, Value> data, List<LinkRule> links) {
        RecordRule {
            data = Map.copyOf(data);
            links = List.copyOf(links);
        }

        String subject() {
            return SUBJECTS.getOrDefault(type, "");
        }
    }

    /**
     * Links to what a cell names.
     *
     * @param split what stands between several ids in a cell
     */
    record LinkRule(
            String relation, String to, Value ids, String split, Optional<Value> revision) {}

    /** How events name the mapping. */
    public Evidence evidence() {
        return new Evidence(
                Digest.sha256(text.toBytes()),
                "application/json",
                "mapping.json",
                text.toBytes().length);
    }
}
