package dev.goldthread.api.report.openfasttrace;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code type~name~revision}. Type and name together are the identity, the revision is a state of
 * it.
 */
record ItemId(String type, String name, String revision) {

    static final String TYPE = "\\p{L}[\\p{L}0-9]{0,20}";
    static final String NAME = "[\\p{L}_][\\p{L}0-9_.-]{0,200}";
    static final String REVISION = "[0-9]{1,9}";
    static final String ITEM = "(%s)~(%s)~(%s)".formatted(TYPE, NAME, REVISION);

    private static final Pattern ANYWHERE = Pattern.compile(ITEM);

    /** The first id in a text. */
    static Optional<ItemId> find(String text) {
        Matcher matcher = ANYWHERE.matcher(text);
        return matcher.find()
                ? Optional.of(new ItemId(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    /** As the node's id; ids of another revision are the same node. */
    String node() {
        return type + "~" + name;
    }
}
