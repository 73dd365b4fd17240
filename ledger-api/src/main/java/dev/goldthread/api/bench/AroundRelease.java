package dev.goldthread.api.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a team does around a release: asks for the change and judges it, reviews, lists components,
 * scans, approves, publishes, and lets it {@link RunningRelease run}. Each release closes what the
 * one before left open, so what waits does not grow with their number.
 */
record AroundRelease(ReleaseEvents release) {

    /** How many components an artifact has, and hazards a product. */
    static final int COMPONENTS = 20;

    static final int HAZARDS = 20;

    private static final int SAME_VERSIONS = 20;

    /** The same for the same release. */
    List<ObjectNode> all() {
        int number = release.number();
        List<ObjectNode> events = new ArrayList<>();
        if (number < HAZARDS) {
            events.add(hazard());
            events.add(control());
        }
        events.add(asked());
        events.add(classified());
        events.add(review());
        events.add(components());
        events.add(scan());
        events.add(manifested());
        events.add(approvalAskedFor());
        events.add(approval());
        events.add(published());
        events.addAll(new RunningRelease(release).all());
        if (number > 0) {
            events.add(closed(number - 1));
        }
        return events;
    }

    static String changeRequestId(int number) {
        return "CR-" + number;
    }

    String actor() {
        return actor(release);
    }

    static String actor(ReleaseEvents release) {
        return "p-" + release.number() % 10;
    }

    /** With its version; some releases in a row have the same. */
    String component(int number) {
        return "pkg:maven/org.example/part-%d@1.%d.0"
                .formatted(number, release.number() / SAME_VERSIONS);
    }

    private String hazardId() {
        return "HAZ-" + release.number() % HAZARDS;
    }

    private ObjectNode hazard() {
        ObjectNode event = event(0, "hazard.recorded", "Hazard", hazardId());
        event.putObject("data")
                .put("revision", "1")
                .put("title", "Overdose by a wrong rate")
                .put("severity", "CRITICAL")
                .put("residualRisk", "ACCEPTABLE");
        return event;
    }

    private ObjectNode control() {
        ObjectNode event = event(0, "control.recorded", "RiskControl", "RC-" + release.number());
        link(event, "mitigates", "Hazard", hazardId()).put("revision", "1");
        link(event, "implementedBy", "Requirement", release.requirementId(0)).put("revision", "1");
        event.putObject("data").put("revision", "1").put("title", "The rate is bounded");
        return event;
    }

    private ObjectNode asked() {
        ObjectNode event = request(1, "change_request.opened", release.number());
        event.putObject("data").put("kind", "CODE").put("category", "corrective");
        return event;
    }

    private ObjectNode classified() {
        ObjectNode event = request(2, "change_request.classified", release.number());
        ObjectNode data = event.putObject("data").put("kind", "CODE").put("category", "corrective");
        data.put("tier", "HIGH").put("tierStandard", "SOP-17").put("basis", "Impact analysis");
        data.putArray("impact")
                .addObject()
                .put("dimension", "SAFETY")
                .put("impact", "MINOR")
                .put("because", "It bounds the rate.");
        return event.put("reason", "It touches a control.");
    }

    private ObjectNode closed(int number) {
        ObjectNode event =
                event(40, "change_request.closed", "ChangeRequest", changeRequestId(number));
        event.putObject("data").put("outcome", "IMPLEMENTED");
        return event;
    }

    private ObjectNode request(int minute, String type, int number) {
        ObjectNode event = event(minute, type, "ChangeRequest", changeRequestId(number));
        link(event, "addresses", "Requirement", release.requirementId(0));
        link(event, "affects", "Hazard", hazardId());
        return event;
    }

    private ObjectNode review() {
        ObjectNode event = event(5, "review.submitted", "Review", "review-" + release.number());
        link(event, "reviews", "Change", release.changeId(0)).put("revision", release.commitId(0));
        event.putObject("data")
                .put("outcome", "APPROVED")
                .put("revisionReviewed", release.commitId(0));
        return by(event);
    }

    private ObjectNode components() {
        ObjectNode event = event(6, "sbom.attached", "Artifact", release.digest());
        for (int i = 0; i < COMPONENTS; i++) {
            link(event, "contains", "Component", component(i));
        }
        event.putObject("data")
                .put("format", "CYCLONEDX")
                .put("componentCount", COMPONENTS)
                .put("documentDigest", release.digest("components"));
        return event;
    }

    private ObjectNode scan() {
        ObjectNode event = event(7, "scan.finished", "Scan", "scan-" + release.number());
        link(event, "scans", "Artifact", release.digest()).put("digest", release.digest());
        ObjectNode data = event.putObject("data").put("kind", "SCA").put("verdict", "PASS");
        data.putArray("findings");
        data.putArray("thresholds").addObject().put("severity", "HIGH").put("count", 0);
        return event;
    }

    private ObjectNode approvalAskedFor() {
        ObjectNode event = event(10, "approval.requested", "ApprovalRequest", requestId());
        link(event, "for", "Release", release.version()).put("digest", manifest());
        event.putObject("data")
                .put("role", "quality manager")
                .put("meaning", "APPROVED")
                .put("boundDigest", manifest())
                .put("quorum", 1)
                .put("answerDue", at(60).toString());
        return event;
    }

    private ObjectNode approval() {
        ObjectNode event = event(12, "approval.granted", "Approval", "AP-" + release.number());
        link(event, "answers", "ApprovalRequest", requestId());
        link(event, "approves", "Release", release.version()).put("digest", manifest());
        ObjectNode data = event.putObject("data").put("role", "quality manager");
        data.put("meaning", "APPROVED").put("boundDigest", manifest());
        data.putArray("evidenceSeen").add(release.digest("components"));
        data.put("signingMethod", "PASSWORD_AND_CODE").put("session", "s-" + release.number());
        event.putArray("evidence")
                .addObject()
                .put("sha256", Digest.sha256("signature " + release.digest()).hex())
                .put("mediaType", "application/pdf")
                .put("name", "signature.pdf")
                .put("sizeBytes", 40_112);
        return by(event).put("reason", "All of it is verified.");
    }

    /** Fixes what is approved next. */
    private ObjectNode manifested() {
        ObjectNode event = shipped(event(9, "release.manifested", "Release", release.version()));
        event.withObject("/data").put("itemCount", event.path("links").size());
        return event;
    }

    private ObjectNode published() {
        ObjectNode event = shipped(event(15, "release.published", "Release", release.version()));
        if (release.number() > 0) {
            link(event, "supersedes", "Release", "1.%d.0".formatted(release.number() - 1));
        }
        return event;
    }

    private ObjectNode shipped(ObjectNode event) {
        link(event, "includes", "Artifact", release.digest()).put("digest", release.digest());
        ObjectNode data = event.putObject("data").put("tier", "HIGH");
        data.put("intendedUse", "To be measured.").putArray("knownLimitations").add("None else.");
        data.put("manifestDigest", manifest());
        return event;
    }

    private String manifest() {
        return release.digest("manifest");
    }

    private String requestId() {
        return "AR-" + release.number();
    }

    private Instant at(int minute) {
        return release.at().plus(Duration.ofMinutes(minute));
    }

    private ObjectNode event(int minute, String type, String subjectType, String subjectId) {
        return EventDraft.of(release.product(), at(minute), type, subjectType, subjectId);
    }

    private static ObjectNode link(ObjectNode event, String relation, String type, String id) {
        return EventDraft.link(event, relation, type, id);
    }

    private ObjectNode by(ObjectNode event) {
        event.putObject("actor").put("kind", "HUMAN").put("id", actor());
        return event;
    }
}
