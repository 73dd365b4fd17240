package dev.goldthread.api.report.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.goldthread.api.foreign.UnreadableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/** The rows of a CSV file (RFC 4180, with a delimiter of one's choice). */
final class CsvTable {

    private static final CsvMapper CSV =
            CsvMapper.builder(
                            CsvFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxStringLength(Table.CELL_LENGTH_MAX)
                                                    .build())
                                    .build())
                    .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                    .build();

    private CsvTable() {}

    static List<Table.Row> rows(byte[] body, Mapping mapping) throws UnreadableException {
        ObjectReader reader =
                CSV.readerFor(String[].class)
                        .with(
                                CsvSchema.emptySchema()
                                        .withColumnSeparator(mapping.delimiter())
                                        .withoutEscapeChar());
        List<Table.Row> rows = new ArrayList<>();
        int cells = 0;
        try (MappingIterator<String[]> all = reader.readValues(decoded(body, mapping))) {
            while (all.hasNextValue()) {
                List<String> row = List.of(all.nextValue());
                cells += row.size();
                checkSize(rows.size() + 1, row.size(), cells);
                rows.add(new Table.Row(rows.size() + 1, row));
            }
        } catch (JsonProcessingException e) {
            throw new UnreadableException(
                    "row %d".formatted(rows.size() + 1),
                    "not-csv",
                    e.getOriginalMessage().lines().findFirst().orElse(""),
                    "send CSV with the mapping's delimiter, quoted by \"");
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
        return rows;
    }

    /** Bytes that are none of the charset's are refused, not replaced. */
    private static String decoded(byte[] body, Mapping mapping) throws UnreadableException {
        try {
            String text = mapping.charset().newDecoder().decode(ByteBuffer.wrap(body)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UnreadableException(
                    "",
                    "wrong-charset",
                    "bytes that are not %s: %s".formatted(mapping.charset().name(), e.getMessage()),
                    "name the file's charset in the mapping");
        }
    }

    static void checkSize(int rows, int columns, int cells) throws UnreadableException {
        if (rows > Table.ROWS_MAX || columns > Table.COLUMNS_MAX || cells > Table.CELLS_MAX) {
            throw new UnreadableException(
                    "row %d".formatted(rows),
                    "too-large",
                    "%,d rows, %,d columns in one, %,d cells".formatted(rows, columns, cells),
                    "send at most %,d rows, %,d columns and %,d cells"
                            .formatted(Table.ROWS_MAX, Table.COLUMNS_MAX, Table.CELLS_MAX));
        }
    }
}
