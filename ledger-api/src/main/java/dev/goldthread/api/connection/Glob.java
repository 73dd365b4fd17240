package dev.goldthread.api.connection;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A name, or a pattern in which {@code *} stands for any characters, slashes too.
 *
 * @param text as it was configured
 */
record Glob(String text, Pattern pattern) {

    static Glob of(String text) {
        String regex =
                Arrays.stream(text.split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*"));
        return new Glob(text, Pattern.compile(regex, Pattern.DOTALL));
    }

    boolean matches(String name) {
        return pattern.matcher(name).matches();
    }
}
