package dev.goldthread.api.adapter.intoto;

import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.core.event.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A DSSE envelope, 1.0. Its {@code keyid} is not kept: it is a hint, and unsigned.
 *
 * @param payload decoded
 * @param signatures decoded
 */
public record DsseEnvelope(String payloadType, Bytes payload, List<Bytes> signatures) {

    /** Nobody signs one statement more often; each is tried under each key. */
    private static final int SIGNATURES_MAX = 20;

    public DsseEnvelope {
        signatures = List.copyOf(signatures);
    }

    /**
     * @throws UnfitException refused, naming the place
     */
    public static DsseEnvelope read(Member json) {
        String type = json.get("payloadType").exactText();
        Bytes payload = decoded(json.get("payload"));
        List<Member> items = json.get("signatures").items();
        if (items.size() > SIGNATURES_MAX) {
            throw json.get("signatures")
                    .refused("too-many", "send at most %d signatures".formatted(SIGNATURES_MAX));
        }
        List<Bytes> signatures = new ArrayList<>();
        for (Member item : items) {
            signatures.add(decoded(item.get("sig")));
        }
        return new DsseEnvelope(type, payload, signatures);
    }

    /** Both alphabets are allowed (DSSE, "Envelope"). */
    private static Bytes decoded(Member spot) {
        String text = spot.needText();
        boolean isUrlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
        try {
            return new Bytes(
                    (isUrlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text));
        } catch (IllegalArgumentException e) {
            throw new UnfitException(
                    spot.pointer(),
                    "not-base64",
                    text.length() + " characters",
                    "send base64, standard or URL-safe (RFC 4648, 4 or 5)");
        }
    }

    /**
     * What is signed (DSSE, "Signature Definition"); lengths are in bytes.
     *
     * <pre>PAE(type, body) = "DSSEv1" SP LEN(type) SP type SP LEN(body) SP body</pre>
     */
    public byte[] preAuthenticationEncoding() {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        byte[] body = payload.toBytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + type.length + 32);
        out.writeBytes(ascii("DSSEv1 " + type.length + " "));
        out.writeBytes(type);
        out.writeBytes(ascii(" " + body.length + " "));
        out.writeBytes(body);
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
