package dev.goldthread.api.drill;

import java.util.ArrayList;
import java.util.List;

/** What each fault of a drill came to, as the table in docs/reliability.md. */
final class FaultTable {

    private static final String HEAD =
            """
            | fault | how often | accepted | sealed | in the graph | lost | doubled | forked |
            |---|---|---|---|---|---|---|---|
            """;

    private final List<String> rows = new ArrayList<>();
    private boolean clean = true;
    private long sealedBefore;

    /**
     * @param account of all events written during this fault; its sealed ones are all of the
     *     ledger's
     */
    void add(String fault, String howOften, Account account) {
        rows.add(
                "| %s | %s | %d | %d | %d | %d | %d | %d |"
                        .formatted(
                                fault,
                                howOften,
                                account.accepted(),
                                account.sealed() - sealedBefore,
                                account.inGraph(),
                                account.lost(),
                                account.doubled(),
                                account.forked()));
        clean &= account.isClean() && account.accepted() == account.sealed() - sealedBefore;
        sealedBefore = account.sealed();
        System.out.println(rows.getLast());
    }

    void skipped(String fault, String why) {
        rows.add("| %s | skipped: %s | | | | | | |".formatted(fault, why));
    }

    /** Another ledger begins. */
    void newLedger() {
        sealedBefore = 0;
    }

    boolean isClean() {
        return clean;
    }

    @Override
    public String toString() {
        return HEAD + String.join("\n", rows);
    }
}
