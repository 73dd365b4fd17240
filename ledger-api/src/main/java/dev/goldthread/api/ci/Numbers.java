package dev.goldthread.api.ci;

import java.util.function.Function;

/** Whole numbers from 1 in environment variables. */
final class Numbers {

    private Numbers() {}

    static Function<String, Integer> named(String variable) {
        return text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= 1) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw UnknownFactException.malformed(variable, text, "a whole number from 1");
        };
    }
}
