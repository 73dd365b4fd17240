package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.population.SourceStatus;

/** The fixed JSON of what a log tells of one source. */
final class SourceJson {

    private SourceJson() {}

    static void add(SourceStatus status, ObjectNode json) {
        json.put("uri", status.uri()).put("tool", status.tool());
        json.put("events", status.events()).put("counted", status.counted());
        status.first().ifPresent(first -> json.put("first", first));
        status.last().ifPresent(last -> json.put("last", last));
        json.putArray("missing");
        status.missing()
                .forEach(
                        range ->
                                json.withArray("missing")
                                        .addObject()
                                        .put("first", range.first())
                                        .put("last", range.last()));
        json.put("repeated", status.repeated());
        if (status.events() > 0) {
            json.put("lastSeenAt", status.lastSeenAt().toString());
        }
        status.reconciled().ifPresent(each -> add(each, json.putObject("reconciled")));
        ArrayNode differing = json.putArray("differing");
        status.differing().forEach(each -> add(each, differing.addObject()));
        json.putArray("findings");
        status.findings()
                .forEach(
                        finding ->
                                json.withArray("findings")
                                        .addObject()
                                        .put("code", finding.code())
                                        .put("reason", finding.reason()));
    }

    private static void add(SourceStatus.Reconciled compared, ObjectNode json) {
        json.put("event", compared.event())
                .put("at", compared.at().toString())
                .put("scope", compared.scope())
                .put("complete", compared.complete());
        compared.contradiction().ifPresent(why -> json.put("because", why));
        compared.missing().forEach(json.putArray("missing")::add);
        compared.unexpected().forEach(json.putArray("unexpected")::add);
    }
}
