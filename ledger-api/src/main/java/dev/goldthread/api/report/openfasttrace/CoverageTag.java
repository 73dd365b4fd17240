package dev.goldthread.api.report.openfasttrace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tag in a source comment: {@code [type->covered~id~1]}, or with an id of its own {@code
 * [type~name~2->covered~id~1]}; what it needs in turn may follow behind {@code >>}.
 *
 * @param type such as {@code impl} or {@code utest}
 * @param own name and revision where the tag gives them
 * @param path of its file
 * @param line from 1
 */
record CoverageTag(String type, Optional<ItemId> own, ItemId covered, String path, int line) {

    private static final Pattern TAG =
            Pattern.compile(
                    "\\[\\s*(%s)(?:~(%s)?~(%s))?\\s*->\\s*%s\\s*(?:>>\\s*[\\p{L}0-9,\\s]*)?\\]"
                            .formatted(ItemId.TYPE, ItemId.NAME, ItemId.REVISION, ItemId.ITEM));

    private static final int LINE_LENGTH_MAX = 10_000;

    static List<CoverageTag> read(String path, String text) {
        List<CoverageTag> tags = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.length() <= LINE_LENGTH_MAX && line.contains("->")) {
                Matcher matcher = TAG.matcher(line);
                while (matcher.find()) {
                    tags.add(tag(matcher, path, number));
                }
            }
        }
        return tags;
    }

    private static CoverageTag tag(Matcher matcher, String path, int line) {
        Optional<String> name = Optional.ofNullable(matcher.group(2));
        Optional<String> revision = Optional.ofNullable(matcher.group(3));
        return new CoverageTag(
                matcher.group(1),
                name.map(each -> new ItemId(matcher.group(1), each, revision.orElse("0"))),
                new ItemId(matcher.group(4), matcher.group(5), matcher.group(6)),
                path,
                line);
    }
}
