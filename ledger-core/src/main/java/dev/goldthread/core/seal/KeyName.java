package dev.goldthread.core.seal;

/**
 * The name of a key that signs notes (C2SP signed-note, "Format").
 *
 * @param text not empty, without Unicode spaces, control characters or plus signs
 */
public record KeyName(String text) {

    /**
     * @throws MalformedException for any other form
     */
    public KeyName {
        if (text.isEmpty() || text.codePoints().anyMatch(KeyName::isForbidden)) {
            throw new MalformedException(
                    "key name", "not empty and without spaces, control characters and +", text);
        }
    }

    private static boolean isForbidden(int codePoint) {
        return codePoint == '+'
                || Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.isISOControl(codePoint);
    }

    @Override
    public String toString() {
        return text;
    }
}
