package dev.goldthread.api.adapter.opa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.JsonAdapter;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.Texts;
import dev.goldthread.core.event.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decision logs of Open Policy Agent (openpolicyagent.org, "Decision Logs"). Most decisions let
 * somebody read something and are none of a product's: only those whose input says by {@code
 * goldthread} what was judged, on which checkpoint and by which policy, are gates.
 */
public final class OpaAdapter extends JsonAdapter {

    private static final String ABOUT = "input/goldthread";
    private static final String UNNAMED =
            "no decision has input.goldthread with evaluates, checkpoint and policyDigest, so none is known to be a gate";

    public OpaAdapter() {
        super("opa");
    }

    @Override
    protected Reading read(Member body, Delivery delivery, Rules rules) {
        List<Member> decisions = body.json().isArray() ? body.items() : List.of(body);
        List<Draft> drafts = new ArrayList<>();
        for (Member decision : decisions) {
            String id = decision.at("decision_id").needText();
            String path = decision.at("path").text().orElse("");
            if (decision.at(ABOUT).isThere()) {
                Optional<Product> product = rules.product(path);
                if (product.isEmpty()) {
                    return inProduct(rules, path, "decision", _ -> new Reading.Unmapped("", ""));
                }
                drafts.add(evaluated(decision, id, path, rules, product.get()));
            }
        }
        return events(drafts, "decision", UNNAMED);
    }

    private static Draft evaluated(
            Member decision, String id, String path, Rules rules, Product product) {
        String type = "gate.evaluated";
        Member about = decision.at(ABOUT);
        boolean passes = passes(decision.at("result"));
        Draft draft =
                Draft.of(
                                Texts.eventId(rules.connection(), type, List.of(id)),
                                product,
                                type,
                                decision.at("timestamp").needTime())
                        .source(
                                "urn:opa:" + decision.at("labels/id").text().orElse("unnamed"),
                                "opa")
                        .system("opa")
                        .subject("GateDecision", id)
                        .link(
                                "evaluates",
                                about.at("evaluates/type").needText(),
                                about.at("evaluates/id").needText(),
                                Strength.OBSERVED)
                        .linkDigest(
                                "uses",
                                "Policy",
                                path,
                                about.at("policyDigest").needText(),
                                Strength.OBSERVED);
        ObjectNode data =
                draft.data()
                        .put("outcome", passes ? "PASSED" : "FAILED")
                        .put("policyDigest", about.at("policyDigest").needText())
                        .put("gate", path);
        data.putArray("rules")
                .addObject()
                .put("id", path)
                .put("verdict", passes ? "PASS" : "FAIL")
                .put("because", "The policy's result for this input, decision %s.".formatted(id));
        data.putObject("checkpoint")
                .put("origin", about.at("checkpoint/origin").needText())
                .put("size", about.at("checkpoint/size").needNumber())
                .put("root", about.at("checkpoint/root").needText());
        return draft;
    }

    /** Only a plain yes is one; a text that says true is not. */
    private static boolean passes(Member result) {
        return result.isTrue() || result.at("allow").isTrue();
    }
}
