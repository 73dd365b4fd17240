package dev.goldthread.api.http;

import dev.goldthread.core.gate.Violation;
import io.micronaut.core.type.Argument;

/** What a parameter's value has to look like, by the type that its route declares. */
enum ParameterForm {
    TEXT("any text") {
        @Override
        boolean takes(String value) {
            return true;
        }
    },
    NUMBER("a whole number, such as 5") {
        @Override
        boolean takes(String value) {
            return value.matches("-?[0-9]{1,9}");
        }
    },
    LONG_NUMBER("a whole number, such as 5") {
        @Override
        boolean takes(String value) {
            return value.matches("-?[0-9]{1,18}");
        }
    },
    /** The server takes every other word for false. */
    TRUTH("true or false") {
        @Override
        boolean takes(String value) {
            return value.equals("true") || value.equals("false");
        }
    };

    private final String words;

    ParameterForm(String words) {
        this.words = words;
    }

    abstract boolean takes(String value);

    /**
     * Of a value that it does not take.
     *
     * @param name of the parameter
     */
    Violation violation(String name, String value) {
        return new Violation(name, "parameter-form", value, "give " + words);
    }

    /** Of what may be left out the form of what is given. */
    static ParameterForm of(Argument<?> declared) {
        Class<?> type =
                declared.isOptional()
                        ? declared.getFirstTypeVariable().orElse(Argument.STRING).getType()
                        : declared.getType();
        if (type == int.class || type == Integer.class) {
            return NUMBER;
        }
        if (type == long.class || type == Long.class) {
            return LONG_NUMBER;
        }
        return type == boolean.class || type == Boolean.class ? TRUTH : TEXT;
    }
}
