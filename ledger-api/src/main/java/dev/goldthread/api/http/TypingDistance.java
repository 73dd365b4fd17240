package dev.goldthread.api.http;

/** How far one word is from another by typing errors. */
final class TypingDistance {

    /** What is longer is no typing error of anything here, and would cost time. */
    private static final int LENGTH_MAX = 64;

    private TypingDistance() {}

    /**
     * How many letters have to be added, left out, replaced or swapped with their neighbour to make
     * one of the other (Damerau and Levenshtein, each letter touched once); as many as the longer
     * one has where one is longer than 64.
     */
    static int between(String one, String other) {
        if (Math.max(one.length(), other.length()) > LENGTH_MAX) {
            return Math.max(one.length(), other.length());
        }
        int[] twoAbove = new int[other.length() + 1];
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
                if (isSwapped(one, row, other, column)) {
                    here[column] = Math.min(here[column], 1 + twoAbove[column - 2]);
                }
            }
            twoAbove = above;
            above = here;
        }
        return above[other.length()];
    }

    /** Whether the last two letters of both beginnings are the same ones the other way round. */
    private static boolean isSwapped(String one, int row, String other, int column) {
        return row > 1
                && column > 1
                && one.charAt(row - 1) == other.charAt(column - 2)
                && one.charAt(row - 2) == other.charAt(column - 1);
    }
}
