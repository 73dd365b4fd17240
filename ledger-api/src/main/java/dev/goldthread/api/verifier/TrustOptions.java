package dev.goldthread.api.verifier;

import dev.goldthread.core.bundle.Trust;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.VerifierKey;
import dev.goldthread.core.timestamp.RootCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a caller trusts, as given on a command line.
 *
 * @param keys verifier key lines of logs
 * @param keyFiles files of such lines; empty lines and those that begin with # are skipped
 * @param witnesses verifier key lines of witnesses
 * @param quorum how many of the witnesses must have cosigned; all of them unless given
 * @param seen files with signed checkpoints known from elsewhere
 * @param timestampRoots PEM files of certificates that time stamps must lead to
 */
public record TrustOptions(
        List<String> keys,
        List<Path> keyFiles,
        List<String> witnesses,
        OptionalInt quorum,
        List<Path> seen,
        List<Path> timestampRoots) {

    public TrustOptions {
        keys = List.copyOf(keys);
        keyFiles = List.copyOf(keyFiles);
        witnesses = List.copyOf(witnesses);
        seen = List.copyOf(seen);
        timestampRoots = List.copyOf(timestampRoots);
    }

    /**
     * @throws UsageException naming the option whose value cannot be used
     */
    public Trust trust() {
        List<VerifierKey> logKeys = new ArrayList<>();
        keys.forEach(text -> logKeys.add(key("--key", text)));
        keyFiles.forEach(file -> logKeys.addAll(keys(file)));
        List<VerifierKey> witnessKeys =
                witnesses.stream().map(text -> key("--witness", text)).toList();
        try {
            return new Trust(
                    logKeys.stream().distinct().toList(),
                    witnessKeys,
                    quorum.orElse(witnessKeys.size()),
                    seen.stream().map(TrustOptions::note).toList(),
                    timestampRoots.stream()
                            .map(TrustOptions::roots)
                            .flatMap(List::stream)
                            .toList());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static List<VerifierKey> keys(Path file) {
        List<VerifierKey> found =
                new String(read("--keys", file), StandardCharsets.UTF_8)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .map(line -> key("--keys " + file, line))
                        .toList();
        if (found.isEmpty()) {
            throw new UsageException(
                    "--keys %s must hold at least one verifier key line, but holds none"
                            .formatted(file));
        }
        return found;
    }

    private static VerifierKey key(String option, String text) {
        try {
            return VerifierKey.parse(text.strip());
        } catch (MalformedException e) {
            throw new UsageException(
                    "%s must be a verifier key line, <name>+<hex key id>+<base64 key>: %s"
                            .formatted(option, e.getMessage()));
        }
    }

    private static SignedNote note(Path file) {
        try {
            return SignedNote.parse(read("--seen", file));
        } catch (MalformedException e) {
            throw new UsageException(
                    "--seen %s must be a signed checkpoint: %s".formatted(file, e.getMessage()));
        }
    }

    private static List<X509Certificate> roots(Path file) {
        try {
            return RootCertificates.parse(read("--timestamp-roots", file));
        } catch (MalformedException e) {
            throw new UsageException(
                    "--timestamp-roots %s must hold certificates: %s"
                            .formatted(file, e.getMessage()));
        }
    }

    private static byte[] read(String option, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UsageException(
                    "%s %s cannot be read; check the path and the rights on it"
                            .formatted(option, file));
        }
    }
}
