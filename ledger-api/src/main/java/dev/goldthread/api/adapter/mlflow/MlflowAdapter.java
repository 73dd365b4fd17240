package dev.goldthread.api.adapter.mlflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Forge;
import dev.goldthread.api.adapter.JsonAdapter;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.Texts;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.core.event.Product;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * MLflow's webhooks (mlflow.org, "Webhooks"). MLflow knows neither the digest of a model nor what
 * it may be used for: the tags {@code goldthread.*} of the model version have to say it.
 */
public final class MlflowAdapter extends JsonAdapter {

    private static final String PREFIX = "goldthread.";
    private static final List<String> TAGS =
            List.of("digest", "intended_use", "tier", "environments", "thresholds");
    private static final Pattern THRESHOLD =
            Pattern.compile("\\s*(.{1,100}?)\\s*(>=|<=)\\s*(-?[0-9]{1,30}(?:\\.[0-9]{1,30})?)\\s*");

    public MlflowAdapter() {
        super("mlflow");
    }

    @Override
    protected Reading read(Member body, Delivery delivery, Rules rules) {
        String kind = body.at("entity").needText() + "." + body.at("action").needText();
        if (!kind.equals("model_version.created")) {
            return new Reading.Unmapped(kind, "no rule of the program reads it yet");
        }
        Member version = body.at("data");
        List<String> missing =
                TAGS.stream().filter(name -> tag(version, name).text().isEmpty()).toList();
        if (!missing.isEmpty()) {
            return new Reading.Unmapped(
                    kind,
                    "the model version lacks the tags %s; set them when it is created"
                            .formatted(missing.stream().map(PREFIX::concat).toList()));
        }
        return inProduct(
                rules,
                version.at("name").needText(),
                kind,
                product -> registered(body, version, rules, product));
    }

    private static Member tag(Member version, String name) {
        return version.at("tags").pointed("/" + PREFIX + name);
    }

    private static Reading registered(Member body, Member version, Rules rules, Product product) {
        Member digestTag = tag(version, "digest");
        String digest =
                Forge.digest(digestTag.needText())
                        .orElseThrow(
                                () ->
                                        new UnfitException(
                                                digestTag.pointer(),
                                                "id-form",
                                                digestTag.needText(),
                                                "send sha256: and 64 lower-case hexadecimal digits"));
        String type = "model.registered";
        String name = version.at("name").needText();
        String number = version.at("version").needKey();
        Draft draft =
                Draft.of(
                                Texts.eventId(rules.connection(), type, List.of(name, number)),
                                product,
                                type,
                                body.at("timestamp").needTime())
                        .source("urn:mlflow:" + name.replaceAll("\\s", "-"), "mlflow")
                        .system("mlflow")
                        .subject("Model", digest)
                        .link(
                                "producedBy",
                                "TrainingRun",
                                version.at("run_id").needText(),
                                Strength.OBSERVED);
        ObjectNode data =
                draft.data()
                        .put("intendedUse", tag(version, "intended_use").needText())
                        .put("tier", tag(version, "tier").needText())
                        .put("name", name)
                        .put("version", number);
        ArrayNode environments = data.putArray("permittedEnvironments");
        parts(tag(version, "environments"), ",").map(rules::environment).forEach(environments::add);
        ArrayNode thresholds = data.putArray("thresholds");
        parts(tag(version, "thresholds"), ";")
                .forEach(
                        each ->
                                threshold(
                                        thresholds.addObject(), each, tag(version, "thresholds")));
        return new Reading.Events(List.of(draft.json()));
    }

    private static Stream<String> parts(Member tag, String separator) {
        return Arrays.stream(tag.needText().split(separator, -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty());
    }

    private static void threshold(ObjectNode json, String text, Member at) {
        Matcher found = THRESHOLD.matcher(text);
        if (!found.matches()) {
            throw new UnfitException(
                    at.pointer(),
                    "threshold",
                    text,
                    "write them as sensitivity >= 0.95; mean absolute error <= 0.5");
        }
        json.put("name", found.group(1))
                .put("value", found.group(3))
                .put("comparison", found.group(2).equals(">=") ? "AT_LEAST" : "AT_MOST");
    }
}
