package dev.goldthread.api.drawing;

/** Colours, where the reader can see them. */
public enum Paint {
    PLAIN {
        @Override
        String wrap(String code, String text) {
            return text;
        }
    },
    /** ECMA-48 "Select Graphic Rendition". */
    COLOURED {
        @Override
        String wrap(String code, String text) {
            return text.isEmpty() ? text : "\u001b[%sm%s\u001b[0m".formatted(code, text);
        }
    };

    abstract String wrap(String code, String text);

    public String heading(String text) {
        return wrap("1", text);
    }

    public String faint(String text) {
        return wrap("2", text);
    }

    public String type(String text) {
        return wrap("36", text);
    }

    public String good(String text) {
        return wrap("32", text);
    }

    public String bad(String text) {
        return wrap("1;31", text);
    }

    public String thread(String text) {
        return wrap("33", text);
    }
}
