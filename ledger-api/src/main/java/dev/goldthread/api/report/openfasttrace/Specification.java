package dev.goldthread.api.report.openfasttrace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Specification items of a Markdown document: an id in backticks on a line of its own, under the
 * heading that names it; then its text, and lists that begin with a keyword.
 */
final class Specification {

    /**
     * An item.
     *
     * @param covers what it refines, each pinned to a revision
     * @param needs types of items that have to cover it
     * @param spot the line of its id
     */
    record Item(
            ItemId id,
            String title,
            String text,
            List<ItemId> covers,
            List<String> needs,
            Optional<String> status,
            String spot) {}

    private static final Pattern ID_LINE =
            Pattern.compile(
                    "^(?:<a [^>]*>\\s*</a>)?\\s*(?:\\*\\*)?`" + ItemId.ITEM + "`(?:\\*\\*)?\\s*$");
    private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.*?)\\s*#*$");
    private static final Pattern KEYWORD =
            Pattern.compile(
                    "^(Covers|Depends|Needs|Tags|Status|Rationale|Comment|Description):\\s*(.*)$");
    private static final Pattern BULLET = Pattern.compile("^\\s*[*+-]\\s+(.*)$");

    private final String path;
    private final List<Item> items = new ArrayList<>();
    private String heading = "";
    private boolean isInCode;
    private Optional<Draft> draft = Optional.empty();

    /** An item while its lines come in. */
    private static final class Draft {
        private final ItemId id;
        private final String title;
        private final String spot;
        private final StringBuilder text = new StringBuilder();
        private final List<ItemId> covers = new ArrayList<>();
        private final List<String> needs = new ArrayList<>();
        private Optional<String> status = Optional.empty();
        private String section = "Description";

        private Draft(ItemId id, String title, String spot) {
            this.id = id;
            this.title = title;
            this.spot = spot;
        }

        private Item item() {
            return new Item(
                    id,
                    title.isEmpty() ? id.name() : title,
                    text.toString().strip(),
                    List.copyOf(covers),
                    List.copyOf(needs),
                    status,
                    spot);
        }
    }

    private Specification(String path) {
        this.path = path;
    }

    static List<Item> read(String path, String text) {
        Specification reader = new Specification(path);
        int number = 0;
        for (String line : text.lines().toList()) {
            reader.line(line, ++number);
        }
        reader.end();
        return reader.items;
    }

    private void line(String line, int number) {
        if (line.strip().startsWith("```")) {
            isInCode = !isInCode;
            return;
        } else if (isInCode) {
            return; // an example, not an item
        }
        Matcher id = ID_LINE.matcher(line);
        Matcher head = HEADING.matcher(line);
        if (id.matches()) {
            end();
            ItemId itemId = new ItemId(id.group(1), id.group(2), id.group(3));
            draft = Optional.of(new Draft(itemId, heading, "%s:%d".formatted(path, number)));
            heading = "";
        } else if (head.matches()) {
            end();
            heading = head.group(1);
        } else {
            draft.ifPresent(item -> inside(item, line));
        }
    }

    private static void inside(Draft item, String line) {
        Matcher keyword = KEYWORD.matcher(line);
        String rest = line;
        if (keyword.matches()) {
            item.section = keyword.group(1);
            rest = keyword.group(2);
        }
        Matcher bullet = BULLET.matcher(rest);
        String entry = (bullet.matches() ? bullet.group(1) : rest).strip();
        switch (item.section) {
            case "Covers" -> ItemId.find(entry).ifPresent(item.covers::add);
            case "Needs" -> words(entry, item.needs);
            case "Status" -> item.status = item.status.or(() -> nonBlank(entry));
            case "Description" -> item.text.append(rest).append('\n');
            default -> {} // what explains an item is no part of what it asks for
        }
    }

    private static Optional<String> nonBlank(String text) {
        return Optional.of(text.toLowerCase(Locale.ROOT)).filter(each -> !each.isEmpty());
    }

    private static void words(String text, List<String> words) {
        for (String word : text.split("[,\\s`]+", -1)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
    }

    private void end() {
        draft.ifPresent(item -> items.add(item.item()));
        draft = Optional.empty();
    }
}
