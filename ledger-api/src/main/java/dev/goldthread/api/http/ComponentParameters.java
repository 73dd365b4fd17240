package dev.goldthread.api.http;

import dev.goldthread.api.component.ComponentQuery;
import dev.goldthread.api.component.UnfitQueryException;
import dev.goldthread.core.graph.AsOf;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which components are asked for, and as of when; of all products, so no position of a log. */
@Introspected
record ComponentParameters(
        @QueryValue
                @Parameter(
                        description =
                                "A package URL; with a version this one, however it is written.")
                Optional<String> purl,
        @QueryValue @Parameter(description = "A range of versions: vers:npm/>=1.2.3|<2.0.0.")
                Optional<String> vers,
        @QueryValue @Parameter(description = "Packages of this name, of any kind.")
                Optional<String> name,
        @QueryValue @Parameter(description = "As the ledger stood at this time, ISO 8601 with Z.")
                Optional<String> recordedAt,
        @QueryValue
                @Parameter(
                        description =
                                "As the world stood at this time, by what the ledger knows; ISO 8601 with Z.")
                Optional<String> validAt) {

    /**
     * @throws ProblemException when the parameters cannot be read
     */
    ComponentQuery query() {
        try {
            return ComponentQuery.of(purl, vers, name);
        } catch (UnfitQueryException e) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST, "malformed-query", String.valueOf(e.getMessage()));
        }
    }

    /**
     * @throws ProblemException when the times cannot be read
     */
    AsOf asOf() {
        return new When(Optional.empty(), Optional.empty(), recordedAt, validAt).asOf();
    }

    /** The same, to be asked of another instance. */
    String text() {
        Map<String, Optional<String>> all = new TreeMap<>();
        all.put("purl", purl);
        all.put("vers", vers);
        all.put("name", name);
        all.put("recordedAt", recordedAt);
        all.put("validAt", validAt);
        return all.entrySet().stream()
                .filter(each -> each.getValue().isPresent())
                .map(each -> each.getKey() + "=" + encode(each.getValue().orElseThrow()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
