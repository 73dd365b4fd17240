package dev.goldthread.api.verifier;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.goldthread.core.bundle.BundleReport;
import dev.goldthread.core.bundle.BundleReport.Subject.OneEvent;
import dev.goldthread.core.bundle.BundleReport.Subject.WholeLog;
import dev.goldthread.core.bundle.BundleReport.Timestamp;
import dev.goldthread.core.bundle.Flaw;
import dev.goldthread.core.seal.Origin;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** A report as JSON for programs. */
public final class ReportJson {

    private ReportJson() {}

    /** One object, ended by a newline. */
    public static String of(Verified verified) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            write(verified, verified.report(), json);
        } catch (IOException e) {
            throw new UncheckedIOException("a report could not be written into memory", e);
        }
        return text.append('\n').toString();
    }

    private static void write(Verified verified, BundleReport report, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeBooleanField("sound", report.isSound());
        if (report.log().isPresent()) {
            json.writeStringField("log", report.log().get().text());
        }
        if (report.checkpoint().isPresent()) {
            json.writeObjectFieldStart("checkpoint");
            json.writeNumberField("size", report.checkpoint().get().size());
            json.writeStringField("root", report.checkpoint().get().root().hex());
            json.writeStringField("keys", report.keys().name().toLowerCase(Locale.ROOT));
            json.writeNumberField("cosignatures", report.cosignatures());
            json.writeNumberField("quorum", verified.quorum());
            json.writeEndObject();
        }
        subject(verified, report, json);
        json.writeNumberField("seconds", verified.took().toMillis() / 1000.0);
        json.writeNumberField("flawCount", report.flawCount());
        json.writeArrayFieldStart("flaws");
        for (Flaw flaw : report.flaws()) {
            flaw(flaw, json);
        }
        json.writeEndArray();
        timestamps(report, json);
        json.writeArrayFieldStart("notProven");
        for (String limit : report.notProven()) {
            json.writeString(limit);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void subject(Verified verified, BundleReport report, JsonGenerator json)
            throws IOException {
        switch (report.subject()) {
            case WholeLog log -> {
                json.writeNumberField("entries", log.entries());
                json.writeNumberField("earlierCheckpoints", log.earlier());
                json.writeNumberField("entriesPerSecond", ReportText.perSecond(verified, log));
            }
            case OneEvent event -> {
                json.writeObjectFieldStart("event");
                if (event.id().isPresent()) {
                    json.writeStringField("id", event.id().get().value());
                }
                if (event.seq().isPresent()) {
                    json.writeNumberField("seq", event.seq().get());
                }
                if (event.sealedAt().isPresent()) {
                    json.writeStringField("sealedAt", event.sealedAt().get().toString());
                }
                json.writeEndObject();
            }
        }
    }

    private static void flaw(Flaw flaw, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("log", flaw.log().map(Origin::text).orElse("unknown"));
        json.writeStringField("file", flaw.file());
        if (flaw.seq().isPresent()) {
            json.writeNumberField("seq", flaw.seq().getAsLong());
        }
        json.writeStringField("field", flaw.field());
        json.writeStringField("expected", flaw.expected());
        json.writeStringField("found", flaw.found());
        json.writeStringField("meaning", flaw.meaning());
        json.writeEndObject();
    }

    private static void timestamps(BundleReport report, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("timestamps");
        for (Timestamp timestamp : report.timestamps()) {
            json.writeStartObject();
            json.writeStringField("file", timestamp.file());
            json.writeStringField("note", timestamp.note().hex());
            json.writeNumberField("size", timestamp.size());
            json.writeBooleanField("verified", timestamp.stamp().isPresent());
            if (timestamp.stamp().isPresent()) {
                json.writeStringField("time", timestamp.stamp().get().time().toString());
                json.writeStringField("authority", timestamp.stamp().get().authority());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
