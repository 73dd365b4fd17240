package dev.goldthread.streams.keys;

import dev.goldthread.core.seal.Ed25519PublicKey;
import dev.goldthread.core.seal.Ed25519Signer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Lets a program sign: it gets the note's text on standard input and writes the signature, base64
 * of 64 bytes, to standard output. Run by the shell, once per signature, with bounded time and
 * output. Safe for any thread.
 */
final class CommandSigner implements Ed25519Signer {

    static final Duration ANSWER_MAX = Duration.ofSeconds(5);
    private static final int OUTPUT_BYTES_MAX = 4096;

    private final String command;
    private final Ed25519PublicKey publicKey;
    private final Duration answerMax;

    CommandSigner(String command, Ed25519PublicKey publicKey, Duration answerMax) {
        this.command = command;
        this.publicKey = publicKey;
        this.answerMax = answerMax;
    }

    @Override
    public Ed25519PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        Process process = start();
        try {
            CompletableFuture<String> out = read(process.getInputStream());
            CompletableFuture<String> err = read(process.getErrorStream());
            write(process, message);
            if (!process.waitFor(answerMax.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed("must answer within %s, but did not".formatted(answerMax));
            }
            if (process.exitValue() != 0) {
                throw failed(
                        "must end with 0, but ended with %d and said: %s"
                                .formatted(process.exitValue(), first(err)));
            }
            return decode(first(out).strip());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start() {
        try {
            return new ProcessBuilder("/bin/sh", "-c", command).start();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "checkpoint signer \"%s\" cannot be run; check the command".formatted(command),
                    e);
        }
    }

    /** Aside, because a program that does not read would block it; killing the program ends it. */
    private static void write(Process process, byte[] message) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (OutputStream in = process.getOutputStream()) {
                                in.write(message);
                            } catch (IOException e) {
                                return; // its answer is judged, whatever it read
                            }
                        });
    }

    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(
                                stream.readNBytes(OUTPUT_BYTES_MAX), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        return "";
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }

    private static String first(CompletableFuture<String> output) {
        return output.completeOnTimeout("", 1, TimeUnit.SECONDS).join();
    }

    private byte[] decode(String answer) {
        try {
            byte[] signature = Base64.getDecoder().decode(answer);
            if (signature.length == Ed25519PublicKey.SIGNATURE_BYTES) {
                return signature;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw failed(
                "must write base64 of a 64-byte signature, but wrote %d characters that are none"
                        .formatted(answer.length()));
    }

    private IllegalStateException failed(String how) {
        return new IllegalStateException(
                "checkpoint signer \"%s\" %s; run it by hand with a text on standard input"
                        .formatted(command, how));
    }
}
