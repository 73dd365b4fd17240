package dev.goldthread.api.http;

/** How far one word is from another by typing errors. */
final class TypingDistance {

    /** What is longer is no typing error of anything here, and would cost time. */
    private static final int LENGTH_MAX = 64;

    private TypingDistance() {}

    /**
     * How many letters have to be added, left out or replaced to make one of the other
     * (Levenshtein); as many as the longer one has where one is longer than 64.
     */
    static int between(String one, String other) {
        if (Math.max(one.length(), other.length()) > LENGTH_MAX) {
            return Math.max(one.length(), other.length());
        }
        int[] above = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] here = new int[other.length() + 1];
            here[0] = row;
            for (int column = 1; column <= other.length(); column++) {
                int replaced = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
                here[column] =
                        Math.min(
                                above[column - 1] + replaced,
                                1 + Math.min(above[column], here[column - 1]));
            }
            above = here;
        }
        return above[other.length()];
    }
}
