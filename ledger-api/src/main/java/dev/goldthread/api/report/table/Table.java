package dev.goldthread.api.report.table;

import dev.goldthread.api.foreign.Inflation;
import dev.goldthread.api.foreign.UnreadableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of a table below its header, whatever file it came from.
 *
 * @param columns place of each column by its head, from 0
 */
record Table(Map<String, Integer> columns, List<Row> rows) {

    /** As a sheet of Excel has at most; far more than a person can look through. */
    static final int ROWS_MAX = 100_000;

    static final int COLUMNS_MAX = 1_000;

    /** As a cell of Excel holds at most, in characters. */
    static final int CELL_LENGTH_MAX = 32_767;

    static final int CELLS_MAX = 2_000_000;

    Table {
        columns = Map.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * A row.
     *
     * @param number as a person counts in the file, from 1
     */
    record Row(int number, List<String> cells) {
        Row {
            cells = List.copyOf(cells);
        }

        String cell(int column) {
            return column < cells.size() ? cells.get(column).strip() : "";
        }

        boolean isBlank() {
            return cells.stream().allMatch(String::isBlank);
        }
    }

    /** Reads a workbook (it is a zip) or CSV. */
    static Table read(byte[] body, Mapping mapping) throws UnreadableException {
        List<Row> rows =
                Inflation.isZip(body)
                        ? ExcelTable.rows(body, mapping.sheet())
                        : CsvTable.rows(body, mapping);
        Optional<Row> header =
                rows.stream().filter(row -> row.number() == mapping.headerRow()).findFirst();
        if (header.isEmpty()) {
            throw new UnreadableException(
                    "row " + mapping.headerRow(),
                    "no-header",
                    "%d rows".formatted(rows.size()),
                    "correct headerRow in the mapping");
        }
        Map<String, Integer> columns = columns(header.get());
        List<Row> data =
                rows.stream()
                        .filter(row -> row.number() > mapping.headerRow() && !row.isBlank())
                        .toList();
        return mapping.crosstab().isPresent()
                ? unfolded(columns, data, mapping.crosstab().get())
                : new Table(columns, data);
    }

    private static Map<String, Integer> columns(Row header) throws UnreadableException {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int i = 0; i < header.cells().size(); i++) {
            String head = header.cell(i);
            if (!head.isEmpty() && columns.putIfAbsent(head, i) != null) {
                throw new UnreadableException(
                        "row " + header.number(),
                        "duplicate-column",
                        head,
                        "give every column a name of its own");
            }
        }
        return columns;
    }

    /** One row per mark, and one for a row without any. */
    private static Table unfolded(
            Map<String, Integer> columns, List<Row> rows, Mapping.Crosstab crosstab)
            throws UnreadableException {
        int first = place(columns, crosstab.firstColumn());
        int width = columns.values().stream().mapToInt(place -> place + 1).max().orElse(0);
        Map<String, Integer> wider = new LinkedHashMap<>(columns);
        wider.put(Mapping.MARKED_COLUMN, width);
        wider.put(Mapping.MARK, width + 1);
        List<Row> unfolded = new ArrayList<>();
        for (Row row : rows) {
            int before = unfolded.size();
            columns.forEach(
                    (head, place) -> {
                        if (place >= first && isMark(row.cell(place), crosstab)) {
                            unfolded.add(marked(row, width, head, row.cell(place)));
                        }
                    });
            if (unfolded.size() == before) {
                unfolded.add(marked(row, width, "", ""));
            }
            if (unfolded.size() > ROWS_MAX) {
                throw new UnreadableException(
                        "row " + row.number(),
                        "too-many-rows",
                        "more than %,d marks".formatted(ROWS_MAX),
                        "split the table");
            }
        }
        return new Table(wider, unfolded);
    }

    private static boolean isMark(String cell, Mapping.Crosstab crosstab) {
        return crosstab.marks().isEmpty() ? !cell.isEmpty() : crosstab.marks().contains(cell);
    }

    private static Row marked(Row row, int width, String head, String mark) {
        List<String> cells = new ArrayList<>(width + 2);
        for (int i = 0; i < width; i++) {
            cells.add(row.cell(i));
        }
        cells.add(head);
        cells.add(mark);
        return new Row(row.number(), cells);
    }

    private static int place(Map<String, Integer> columns, String head) throws UnreadableException {
        Integer place = columns.get(head);
        if (place == null) {
            throw new UnreadableException(
                    "column " + head,
                    "unknown-column",
                    "columns " + String.join(", ", columns.keySet().stream().sorted().toList()),
                    "correct the mapping, or name the header row in it");
        }
        return place;
    }

    /** What a row says for a value; empty when the cell is blank and nothing is fixed. */
    Optional<String> value(Row row, Mapping.Value value) throws UnreadableException {
        if (value.column().isEmpty()) {
            return value.fixed();
        }
        String head = value.column().get();
        String cell = row.cell(place(columns, head));
        if (cell.isEmpty()) {
            return value.fixed();
        } else if (value.values().isEmpty()) {
            return Optional.of(cell);
        } else if (!value.values().containsKey(cell)) {
            throw new UnreadableException(
                    "row %d, column %s".formatted(row.number(), head),
                    "unmapped-value",
                    cell,
                    "map it in the mapping's values, or correct the cell");
        }
        return Optional.ofNullable(value.values().get(cell));
    }
}
