package dev.goldthread.core.gate;

import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.AcceptedEvent.ProducerSignature;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.Evidence;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The canonical JSON of an event: RFC 8785, over members of which null, empty arrays and empty
 * objects are left out at every depth, times are UTC with no, three or six digits of second, links
 * name their strength, a link's {@code from} is left out where it is the subject and a node's
 * {@code product} where it is the event's. Event schemas have no floating point, so numbers are
 * plain integers.
 *
 * <p>The envelope is written straight from the typed event, its members in the order of their names
 * as RFC 8785, 3.2.3, sorts them; only data and labels are sorted when they are written.
 */
public final class CanonicalJson {

    private CanonicalJson() {}

    /** UTF-8 bytes that a producer signs. */
    public static byte[] of(Event event) {
        return write(event, Optional.empty()).toBytes();
    }

    /** What makes two submissions the same (event-model, {@code requestDigest}). */
    public static Digest requestDigest(Event event) {
        return write(event, Optional.empty()).sha256();
    }

    /** The canonical text of an event with what the gate added. */
    public static String text(AcceptedEvent accepted) {
        return write(accepted.event(), Optional.of(accepted)).toString();
    }

    /** The canonical text of a tree of plain values. */
    public static String text(Map<String, Object> tree) {
        CanonicalText out = new CanonicalText(CanonicalText.FIELDS_LENGTH);
        out.write(tree);
        return out.toString();
    }

    private static CanonicalText write(Event event, Optional<AcceptedEvent> gate) {
        Product home = event.product();
        CanonicalText out = new CanonicalText(CanonicalText.EVENT_LENGTH).open();
        out.open("actor")
                .member("id", event.actor().id())
                .member("kind", event.actor().kind().name())
                .member("role", event.actor().role())
                .close();
        out.memberUnlessEmpty("data", event.data().fields());
        writeEvidence(event.evidence(), out);
        out.member("id", event.id().value()).memberUnlessEmpty("labels", event.labels());
        writeLinks(event, out);
        gate.ifPresent(accepted -> out.member("nonce", accepted.nonce().value()));
        out.member("occurredAt", event.occurredAt())
                .member("product", home.name())
                .member("reason", event.reason());
        gate.ifPresent(
                accepted -> {
                    out.member("requestDigest", accepted.requestDigest().hex());
                    accepted.signature().ifPresent(signature -> write(signature, out));
                });
        write(event.source(), out);
        write("subject", event.subject(), home, out);
        gate.ifPresent(accepted -> write(accepted.submission(), out));
        return out.member("type", event.type()).close();
    }

    private static void write(Source source, CanonicalText out) {
        out.open("source");
        if (source.seq().isPresent()) {
            out.member("seq", source.seq().getAsLong());
        }
        out.member("tool", source.tool())
                .member("uri", source.uri())
                .member("version", source.version())
                .close();
    }

    private static void write(String name, NodeRef node, Product home, CanonicalText out) {
        out.open(name).member("id", node.id());
        if (!node.product().equals(home)) {
            out.member("product", node.product().name());
        }
        out.member("type", node.type()).close();
    }

    private static void writeLinks(Event event, CanonicalText out) {
        if (event.links().isEmpty()) {
            return;
        }
        out.openArray("links");
        for (Link link : event.links()) {
            out.open().member("digest", link.digest());
            if (!link.from().equals(event.subject())) {
                write("from", link.from(), event.product(), out);
            }
            out.member("outcome", link.outcome())
                    .member("relation", link.relation())
                    .member("revision", link.revision())
                    .member("strength", link.strength().name());
            write("to", link.to(), event.product(), out);
            out.close();
        }
        out.closeArray();
    }

    private static void writeEvidence(List<Evidence> evidence, CanonicalText out) {
        if (evidence.isEmpty()) {
            return;
        }
        out.openArray("evidence");
        for (Evidence each : evidence) {
            out.open()
                    .member("mediaType", each.mediaType())
                    .member("name", each.name())
                    .member("sha256", each.sha256().hex())
                    .member("sizeBytes", each.sizeBytes())
                    .close();
        }
        out.closeArray();
    }

    private static void write(ProducerSignature signature, CanonicalText out) {
        out.open("signature")
                .member("algorithm", signature.algorithm())
                .member("keyId", signature.keyId())
                .member("value", signature.value())
                .close();
    }

    private static void write(Submission submission, CanonicalText out) {
        out.open("submission")
                .member("channel", submission.channel())
                .member("principal", submission.principal())
                .member("rawSha256", submission.rawSha256().map(Digest::hex))
                .close();
    }
}
