package dev.goldthread.core.event;

import org.jspecify.annotations.Nullable;

/**
 * The name of the product whose history a log holds; it never changes once its first event is
 * sealed.
 *
 * @param name 1 to 128 characters, lower-case words joined by {@code . _ -} (log-format, "One log
 *     per product")
 */
public record Product(String name) implements Comparable<Product> {

    public static final int LENGTH_MAX = 128;
    private static final String FORM = "[a-z0-9]+([._-][a-z0-9]+)*";

    public Product {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "product must be 1 to 128 characters matching %s, but is \"%s\"; choose a name such as infusion-pump"
                            .formatted(FORM, name));
        }
    }

    /**
     * @param utf8 the name
     */
    public static Product of(byte[] utf8) {
        return new Product(RecurringTexts.at(utf8, 0, utf8.length));
    }

    public static boolean isName(String text) {
        return !text.isEmpty() && text.length() <= LENGTH_MAX && isWordsJoined(text);
    }

    /** {@link #FORM} without the regular expression: products are read back with every node. */
    private static boolean isWordsJoined(String text) {
        boolean mayJoin = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isWord = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            boolean isJoint = c == '.' || c == '_' || c == '-';
            if (!isWord && !(isJoint && mayJoin)) {
                return false;
            }
            mayJoin = isWord;
        }
        return mayJoin;
    }

    @Override
    public int compareTo(Product other) {
        return name.compareTo(other.name);
    }

    /** As any record's, without the detour that the generated one takes. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Product that && name.equals(that.name));
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
