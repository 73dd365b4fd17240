package dev.goldthread.api.report.table;

import dev.goldthread.api.foreign.Inflation;
import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.api.report.SafeXml;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;

/**
 * The rows of one sheet of a workbook (ECMA-376, part 1, section 18). Texts, numbers and truth
 * values are read, of formulas the result that was stored with them; how a number is formatted is
 * not, so a date is the number that Excel keeps.
 */
final class ExcelTable {

    private static final String REMEDY = "send a workbook as .xlsx, or its sheet as CSV";

    /** Excel computes with 15 digits and writes 17. */
    private static final MathContext EXCEL_DIGITS = new MathContext(15);

    private static final int NUMBER_LENGTH_MAX = 40;

    private final List<String> shared;
    private final List<Table.Row> rows = new ArrayList<>();
    private int cells;

    private ExcelTable(List<String> shared) {
        this.shared = shared;
    }

    static List<Table.Row> rows(byte[] body, Optional<String> sheet) throws UnreadableException {
        Map<String, byte[]> parts = Inflation.ofZip(body);
        String part = sheetPart(parts, sheet);
        byte[] strings = parts.get("xl/sharedStrings.xml");
        ExcelTable table = new ExcelTable(strings == null ? List.of() : sharedStrings(strings));
        table.read(part(parts, part));
        return table.rows;
    }

    private static byte[] part(Map<String, byte[]> parts, String name) throws UnreadableException {
        byte[] part = parts.get(name);
        if (part == null) {
            throw new UnreadableException(name, "not-excel", "a zip without it", REMEDY);
        }
        return part;
    }

    private static String sheetPart(Map<String, byte[]> parts, Optional<String> name)
            throws UnreadableException {
        List<String> names = new ArrayList<>();
        Optional<String> id = Optional.empty();
        try (SafeXml xml = SafeXml.open(part(parts, "xl/workbook.xml"))) {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.element().equals("sheet")) {
                    String each = xml.attribute("name").orElse("");
                    names.add(each);
                    boolean isMeant = name.map(each::equals).orElse(names.size() == 1);
                    id = isMeant ? xml.attribute("id") : id;
                }
            }
        }
        if (id.isEmpty()) {
            throw new UnreadableException(
                    "xl/workbook.xml",
                    "no-sheet",
                    "sheets " + String.join(", ", names),
                    "name one of them in the mapping");
        }
        return "xl/" + target(part(parts, "xl/_rels/workbook.xml.rels"), id.get());
    }

    /** The part that a relationship leads to, relative to the folder {@code xl}. */
    private static String target(byte[] relationships, String id) throws UnreadableException {
        try (SafeXml xml = SafeXml.open(relationships)) {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.attribute("Id").filter(id::equals).isPresent()) {
                    return xml.attribute("Target").orElse("").replaceFirst("^/xl/", "");
                }
            }
        }
        throw new UnreadableException(
                "xl/_rels/workbook.xml.rels", "not-excel", "no relationship " + id, REMEDY);
    }

    private static List<String> sharedStrings(byte[] part) throws UnreadableException {
        List<String> strings = new ArrayList<>();
        try (SafeXml xml = SafeXml.open(part)) {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.element().equals("si")) {
                    strings.add(richText(xml));
                    CsvTable.checkSize(1, 1, strings.size());
                }
            }
        }
        return strings;
    }

    /** The text of runs of characters together; readings of Asian characters are left out. */
    private static String richText(SafeXml xml) throws UnreadableException {
        StringBuilder text = new StringBuilder();
        int depth = xml.depth();
        int reading = 0;
        while (xml.depth() >= depth) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT && xml.element().equals("rPh")) {
                reading = xml.depth();
            } else if (event == XMLStreamConstants.START_ELEMENT && xml.element().equals("t")) {
                boolean isReading = reading > 0 && xml.depth() > reading;
                String run = xml.elementText(SafeXml.Blanks.KEPT);
                text.append(isReading ? "" : run);
            }
            reading = xml.depth() < reading ? 0 : reading;
        }
        return text.toString();
    }

    private void read(byte[] part) throws UnreadableException {
        int number = 0;
        try (SafeXml xml = SafeXml.open(part)) {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.element().equals("row")) {
                    number = xml.attribute("r").map(ExcelTable::natural).orElse(number + 1);
                    rows.add(new Table.Row(number, row(xml, number)));
                }
            }
        }
    }

    private List<String> row(SafeXml xml, int number) throws UnreadableException {
        Map<Integer, String> byColumn = new HashMap<>();
        int column = -1;
        int depth = xml.depth();
        while (xml.depth() >= depth) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.element().equals("c")) {
                column = xml.attribute("r").map(ExcelTable::column).orElse(column + 1);
                CsvTable.checkSize(Math.max(number, rows.size()), column + 1, ++cells);
                byColumn.put(column, cell(xml, number));
            }
        }
        int width = byColumn.keySet().stream().mapToInt(each -> each + 1).max().orElse(0);
        List<String> row = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            row.add(byColumn.getOrDefault(i, ""));
        }
        return row;
    }

    private String cell(SafeXml xml, int number) throws UnreadableException {
        String type = xml.attribute("t").orElse("n");
        String value = "";
        int depth = xml.depth();
        while (xml.depth() >= depth) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                if (xml.element().equals("is")) {
                    return bounded(richText(xml), number);
                } else if (xml.element().equals("v")) {
                    value = xml.elementText(SafeXml.Blanks.KEPT);
                }
            }
        }
        return bounded(
                switch (type) {
                    case "s" -> sharedString(value, number);
                    case "b" -> value.equals("1") ? "TRUE" : "FALSE";
                    case "n" -> number(value, number);
                    default -> value;
                },
                number);
    }

    private static String bounded(String text, int number) throws UnreadableException {
        if (text.length() > Table.CELL_LENGTH_MAX) {
            throw new UnreadableException(
                    "row " + number,
                    "too-large",
                    "a cell of %,d characters".formatted(text.length()),
                    "keep a cell below %,d characters".formatted(Table.CELL_LENGTH_MAX));
        }
        return text;
    }

    private String sharedString(String index, int number) throws UnreadableException {
        int place = natural(index);
        if (place >= shared.size()) {
            throw new UnreadableException(
                    "row " + number, "not-excel", "shared string " + index, REMEDY);
        }
        return shared.get(place);
    }

    private static String number(String text, int number) throws UnreadableException {
        if (text.isBlank()) {
            return "";
        }
        try {
            if (text.length() > NUMBER_LENGTH_MAX) {
                throw new NumberFormatException("too long");
            }
            BigDecimal value = new BigDecimal(text.strip()).round(EXCEL_DIGITS);
            boolean isPlain = Math.abs((long) value.scale()) < NUMBER_LENGTH_MAX;
            return isPlain ? value.stripTrailingZeros().toPlainString() : value.toString();
        } catch (NumberFormatException e) {
            throw new UnreadableException(
                    "row " + number,
                    "not-excel",
                    "number " + text.substring(0, Math.min(10, text.length())),
                    REMEDY);
        }
    }

    /** {@code A} is 0; what is no column is beyond all. */
    private static int column(String reference) {
        int column = 0;
        for (int i = 0; i < reference.length() && Character.isLetter(reference.charAt(i)); i++) {
            column = column * 26 + (Character.toUpperCase(reference.charAt(i)) - 'A' + 1);
            if (column > Table.COLUMNS_MAX) {
                return Table.COLUMNS_MAX;
            }
        }
        return column < 1 ? Table.COLUMNS_MAX : column - 1;
    }

    private static int natural(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
    }
}
