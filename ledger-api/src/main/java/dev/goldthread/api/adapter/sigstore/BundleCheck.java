package dev.goldthread.api.adapter.sigstore;

import dev.goldthread.api.adapter.Trust;
import dev.goldthread.api.adapter.intoto.Verification;
import dev.goldthread.core.event.Bytes;
import dev.sigstore.KeylessVerificationException;
import dev.sigstore.KeylessVerifier;
import dev.sigstore.VerificationOptions;
import dev.sigstore.bundle.Bundle;
import dev.sigstore.bundle.BundleParseException;
import dev.sigstore.strings.StringMatcher;
import dev.sigstore.trustroot.SigstoreConfigurationException;
import dev.sigstore.trustroot.SigstoreTrustedRoot;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Asks sigstore-java whether a certificate of the root, made out to an expected identity, signed
 * this digest, and whether the transparency log or a time stamp says when.
 */
final class BundleCheck {

    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s'\",;\\[\\]{}]+@[^\\s'\",;\\[\\]{}]+");

    /** How the library begins when the signature is good and its signer another. */
    private static final String OTHER_IDENTITY = "No provided certificate identities";

    private BundleCheck() {}

    /**
     * @param body the bundle
     * @param digest SHA-256 of what has to be signed
     * @param payload what we took out of it as the signed statement, where it holds one
     */
    static Verification check(
            byte[] body, byte[] digest, Optional<Bytes> payload, Trust trust, String connection) {
        if (trust.sigstoreRoot().isEmpty()) {
            return new Verification.Unverified(
                    "connection %s has no Sigstore root to verify it by".formatted(connection));
        } else if (trust.identities().isEmpty()) {
            return new Verification.Failed(
                    "connection %s expects no identity under its Sigstore root"
                            .formatted(connection));
        }
        try {
            return check(body, digest, payload, trust, verifier(trust.sigstoreRoot().get()));
        } catch (BundleParseException
                | SigstoreConfigurationException
                | GeneralSecurityException
                | RuntimeException e) {
            return new Verification.Failed(reason(e));
        }
    }

    private static KeylessVerifier verifier(Bytes root)
            throws SigstoreConfigurationException, GeneralSecurityException {
        SigstoreTrustedRoot trusted =
                SigstoreTrustedRoot.from(new ByteArrayInputStream(root.toBytes()));
        return KeylessVerifier.builder().trustedRootProvider(() -> trusted).build();
    }

    private static Verification check(
            byte[] body,
            byte[] digest,
            Optional<Bytes> payload,
            Trust trust,
            KeylessVerifier verifier)
            throws BundleParseException {
        Bundle bundle = Bundle.from(new StringReader(new String(body, StandardCharsets.UTF_8)));
        Optional<Bytes> theirs =
                bundle.getDsseEnvelope().map(envelope -> new Bytes(envelope.getPayload()));
        if (!theirs.equals(payload)) {
            return new Verification.Failed("it can be read in two ways");
        }
        String because = "";
        for (Trust.Identity identity : trust.identities()) {
            try {
                verifier.verify(digest, bundle, only(identity));
                return new Verification.Verified(identity.name());
            } catch (KeylessVerificationException e) {
                because = reason(e);
            }
        }
        return new Verification.Failed(
                because.startsWith(OTHER_IDENTITY)
                        ? "its certificate is made out to none of the identities %s"
                                .formatted(
                                        trust.identities().stream()
                                                .map(Trust.Identity::name)
                                                .toList())
                        : because);
    }

    private static VerificationOptions only(Trust.Identity identity) {
        return VerificationOptions.builder()
                .addCertificateMatchers(
                        VerificationOptions.CertificateMatcher.fulcio()
                                .issuer(StringMatcher.string(identity.issuer()))
                                .subjectAlternativeName(StringMatcher.string(identity.subject()))
                                .build())
                .build();
    }

    /**
     * The library's own words, without what looks like a mail address: certificates bear those of
     * people, and events must not. Some of its exceptions have no words.
     */
    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? "it cannot be verified: " + e.getClass().getSimpleName()
                : ADDRESS.matcher(message.strip()).replaceAll("…");
    }
}
