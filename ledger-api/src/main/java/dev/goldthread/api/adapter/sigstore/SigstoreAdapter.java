package dev.goldthread.api.adapter.sigstore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Adapter;
import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.JsonBody;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.adapter.intoto.DsseEnvelope;
import dev.goldthread.api.adapter.intoto.SignatureCheck;
import dev.goldthread.api.adapter.intoto.Statements;
import dev.goldthread.api.adapter.intoto.Verification;
import dev.goldthread.api.adapter.standard.Naming;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A Sigstore bundle, 0.1 to 0.3: a statement in an envelope, or the signature of an artifact.
 * Keyless ones are verified under the connection's root, those with a public key by the
 * connection's keys.
 */
public final class SigstoreAdapter implements Adapter {

    private static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle";
    private static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    /** Seconds of a log's time: until the year 5138. */
    private static final int SECONDS_LENGTH_MAX = 11;

    @Override
    public String name() {
        return "sigstore";
    }

    @Override
    public Reading read(Delivery delivery, Rules rules) {
        try {
            byte[] body = delivery.body().toBytes();
            Member bundle = JsonBody.read(body, "").needObject();
            Member mediaType = bundle.get("mediaType");
            if (!mediaType.needText().startsWith(MEDIA_TYPE)) {
                throw mediaType.refused("not-a-bundle", "send a Sigstore bundle, 0.1 to 0.3");
            }
            return bundle.get("dsseEnvelope").isThere()
                    ? statement(bundle, body, rules, delivery.receivedAt())
                    : signature(bundle, body, rules, delivery.receivedAt());
        } catch (UnfitException e) {
            return e.reading();
        }
    }

    private static Reading statement(Member bundle, byte[] body, Rules rules, Instant receivedAt) {
        Member spot = bundle.get("dsseEnvelope");
        DsseEnvelope envelope = DsseEnvelope.read(spot);
        if (!envelope.payloadType().equals(PAYLOAD_TYPE)) {
            return new Reading.Unmapped(
                    envelope.payloadType(),
                    "only payloads of type %s are read".formatted(PAYLOAD_TYPE));
        }
        byte[] payload = envelope.payload().toBytes();
        String pointer = spot.get("payload").pointer();
        Verification verification =
                hasPublicKey(bundle)
                        ? SignatureCheck.check(envelope, rules.trust().keys(), rules.connection())
                        : BundleCheck.check(
                                body,
                                subject(JsonBody.read(payload, pointer)),
                                Optional.of(envelope.payload()),
                                rules.trust(),
                                rules.connection());
        return Statements.read(
                payload, pointer, verification, rules, time(bundle, verification, receivedAt));
    }

    private static boolean hasPublicKey(Member bundle) {
        return bundle.get("verificationMaterial").get("publicKey").isThere();
    }

    /** The library asks for one digest that the statement has to be about. */
    private static byte[] subject(Member statement) {
        for (Member subject : statement.get("subject").items()) {
            Optional<byte[]> digest =
                    subject.get("digest").get("sha256").text().flatMap(SigstoreAdapter::bytes);
            if (digest.isPresent()) {
                return digest.get();
            }
        }
        return new byte[0];
    }

    private static Optional<byte[]> bytes(String hex) {
        try {
            return Optional.of(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@code artifact.signed}, by the digest in the bundle. */
    private static Reading signature(Member bundle, byte[] body, Rules rules, Instant receivedAt) {
        Member message = bundle.get("messageSignature").needObject();
        byte[] digest = digest(message.get("messageDigest"));
        Verification verification =
                hasPublicKey(bundle)
                        ? new Verification.Unverified(
                                "only its artifact's bytes could verify a bundle with a public key")
                        : BundleCheck.check(
                                body, digest, Optional.empty(), rules.trust(), rules.connection());
        Digest signature = Digest.sha256(decoded(message.get("signature")));
        return new Reading.Events(
                List.of(
                        signed(
                                digest,
                                signature,
                                verification,
                                rules,
                                time(bundle, verification, receivedAt))));
    }

    private static ObjectNode signed(
            byte[] digest,
            Digest signature,
            Verification verification,
            Rules rules,
            Instant signedAt) {
        String artifact = "sha256:" + HexFormat.of().formatHex(digest);
        Optional<Product> product = rules.product("sigstore");
        if (product.isEmpty()) {
            throw UnfitException.unmapped(
                    "messageSignature",
                    "no rule of connection %s names the product of sigstore"
                            .formatted(rules.connection()));
        }
        Draft draft =
                Draft.of(
                                Naming.eventId(
                                        rules.connection(),
                                        "signed-%s-%s"
                                                .formatted(
                                                        Naming.digits(signature),
                                                        verification.suffix())),
                                product.get(),
                                "artifact.signed",
                                signedAt)
                        .system(rules.connection())
                        .source(Naming.uri(rules.connection(), "bundle"), "sigstore")
                        .subject("Artifact", artifact);
        draft.data()
                .put("verification", verification.state())
                .put("signatureDigest", "sha256:" + signature.hex());
        switch (verification) {
            case Verification.Verified(String signer) -> draft.data().put("signer", signer);
            case Verification.Failed(String because) ->
                    draft.reason(because).data().put("signer", "unknown");
            case Verification.Unverified(String because) ->
                    draft.reason(because).data().put("signer", "unknown");
        }
        return draft.json();
    }

    private static byte[] digest(Member digest) {
        if (!digest.isThere()) {
            throw UnfitException.unmapped(
                    "messageSignature",
                    "%s is not there, and without it nobody knows what was signed"
                            .formatted(digest.pointer()));
        } else if (!digest.get("algorithm").needText().equals("SHA2_256")) {
            throw UnfitException.unmapped(
                    "messageSignature", "artifacts are known by SHA2_256 digests only");
        }
        byte[] bytes = decoded(digest.get("digest"));
        if (bytes.length != Digest.LENGTH_BYTES) {
            throw digest.get("digest").refused("not-a-digest", "send 32 bytes in base64");
        }
        return bytes;
    }

    private static byte[] decoded(Member spot) {
        try {
            return Base64.getDecoder().decode(spot.needText());
        } catch (IllegalArgumentException e) {
            throw spot.refused("not-base64", "send standard base64 (RFC 4648, 4)");
        }
    }

    /** When the log took it in, which is worth something only if the log's word was verified. */
    private static Instant time(Member bundle, Verification verification, Instant receivedAt) {
        if (!(verification instanceof Verification.Verified) || hasPublicKey(bundle)) {
            return receivedAt;
        }
        return bundle.get("verificationMaterial").get("tlogEntries").items().stream()
                .flatMap(entry -> entry.get("integratedTime").text().stream())
                .filter(text -> text.matches("[1-9][0-9]{0,%d}".formatted(SECONDS_LENGTH_MAX - 1)))
                .map(text -> Instant.ofEpochSecond(Long.parseLong(text)))
                .filter(time -> time.isBefore(receivedAt))
                .findFirst()
                .orElse(receivedAt);
    }
}
