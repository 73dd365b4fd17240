package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.gate.Violation;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;

/**
 * An error as the API tells it (RFC 9457, section 3).
 *
 * @param rule the last part of the problem's type URI
 * @param detail what was wrong with this request and what to do
 * @param violations where an event or a query parameter was refused, at least one; else none
 */
public record Problem(HttpStatus status, String rule, String detail, List<Violation> violations) {

    private static final String TYPE_PREFIX = "https://goldthread.dev/problems/";
    private static final MediaType MEDIA_TYPE = new MediaType("application/problem+json");

    public Problem {
        violations = List.copyOf(violations);
    }

    public Problem(HttpStatus status, String rule, String detail) {
        this(status, rule, detail, List.of());
    }

    /** An event that the gate or the sealer refused. */
    static Problem refused(List<Violation> violations) {
        return broken(HttpStatus.UNPROCESSABLE_ENTITY, violations);
    }

    /**
     * What breaks rules of ours.
     *
     * @param violations at least one
     */
    static Problem broken(HttpStatus status, List<Violation> violations) {
        Violation first = violations.getFirst();
        return new Problem(status, first.rule(), first.toString(), violations);
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("type", TYPE_PREFIX + rule);
        json.put("title", rule.replace('-', ' '));
        json.put("status", status.getCode());
        json.put("detail", detail);
        for (Violation violation : violations) {
            json.withArray("violations")
                    .addObject()
                    .put("field", violation.field())
                    .put("rule", violation.rule())
                    .put("value", violation.value())
                    .put("remedy", violation.remedy());
        }
        return json;
    }

    public MutableHttpResponse<byte[]> response() {
        return HttpResponse.<byte[]>status(status).contentType(MEDIA_TYPE).body(Json.bytes(json()));
    }
}
