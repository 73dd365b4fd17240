package dev.goldthread.core.event;

import java.util.regex.Pattern;

/**
 * The name of the product whose history a log holds; it never changes once its first event is
 * sealed.
 *
 * @param name 1 to 128 characters, lower-case words joined by {@code . _ -} (log-format, "One log
 *     per product")
 */
public record Product(String name) implements Comparable<Product> {

    public static final int LENGTH_MAX = 128;
    private static final Pattern FORM = Pattern.compile("[a-z0-9]+([._-][a-z0-9]+)*");

    public Product {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "product must be 1 to 128 characters matching %s, but is \"%s\"; choose a name such as infusion-pump"
                            .formatted(FORM.pattern(), name));
        }
    }

    public static boolean isName(String text) {
        return text.length() <= LENGTH_MAX && FORM.matcher(text).matches();
    }

    @Override
    public int compareTo(Product other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
