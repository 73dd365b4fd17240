package dev.goldthread.core.timestamp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-1, by which the first form of signing-certificate names the signer (RFC 2634 section 5.4.1).
 * It only tells the certificates of one token apart; that the right one signed is shown by its key
 * and its chain.
 */
final class OldHash {

    private OldHash() {}

    static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-1", e);
        }
    }
}
