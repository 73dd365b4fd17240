package dev.goldthread.api.report.table;

import dev.goldthread.api.foreign.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a trace matrix claims: which test shows what, and with which result. */
public final class MatrixClaims {

    private static final Set<String> OUTCOMES =
            Set.of("PASSED", "FAILED", "ERROR", "SKIPPED", "FLAKY");

    private MatrixClaims() {}

    /**
     * One claim.
     *
     * @param row in the file, from 1
     * @param relation {@code verifies} or {@code validates}
     * @param type of what is shown: {@code Requirement}, {@code RiskControl} or {@code Claim}
     * @param result that the matrix claims, when the mapping says where
     */
    public record Claim(
            int row,
            String testCase,
            String relation,
            String type,
            String id,
            Optional<String> result) {}

    /**
     * The claims in the order of the rows.
     *
     * @throws UnreadableException also when the mapping makes no test cases with links
     */
    public static List<Claim> read(byte[] body, Mapping mapping) throws UnreadableException {
        Table table = Table.read(body, mapping);
        List<Claim> claims = new ArrayList<>();
        for (Table.Row row : table.rows()) {
            Optional<String> result =
                    mapping.claimed().isPresent()
                            ? table.value(row, mapping.claimed().get())
                            : Optional.empty();
            if (result.filter(each -> !OUTCOMES.contains(each)).isPresent()) {
                throw new UnreadableException(
                        "row " + row.number(),
                        "unknown-symbol",
                        "result " + result.get(),
                        "map the matrix's results to PASSED, FAILED, ERROR, SKIPPED or FLAKY in claimed.values");
            }
            for (Mapping.RecordRule rule : mapping.records()) {
                Optional<String> test = table.value(row, rule.id());
                if (rule.subject().equals("TestCase") && test.isPresent()) {
                    for (Mapping.LinkRule link : rule.links()) {
                        for (String id : TableReport.ids(table, row, link)) {
                            claims.add(
                                    new Claim(
                                            row.number(),
                                            test.get(),
                                            link.relation(),
                                            link.to(),
                                            id,
                                            result));
                        }
                    }
                }
            }
        }
        if (claims.isEmpty()) {
            throw new UnreadableException(
                    "",
                    "no-claims",
                    "no row that links a test case to something",
                    "give the mapping a testcase record with links");
        }
        return claims;
    }
}
