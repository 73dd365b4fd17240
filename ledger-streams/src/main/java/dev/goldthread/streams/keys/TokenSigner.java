package dev.goldthread.streams.keys;

import dev.goldthread.core.seal.Ed25519PublicKey;
import dev.goldthread.core.seal.Ed25519Signer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Signs with a key that a PKCS#11 token keeps. A session that was lost, because the token was away
 * or the module forgot it, is opened again; a PIN that the token refused is not tried again. Safe
 * for any thread: all calls of one module are made by one thread, with bounded time.
 */
final class TokenSigner implements Ed25519Signer {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    /** No note begins so: it is signed once per start, to see that the token signs at all. */
    private static final byte[] PROBE =
            "goldthread asks whether this token signs\n".getBytes(StandardCharsets.UTF_8);

    private static final Map<Path, Module> MODULES = new ConcurrentHashMap<>();

    /** A library is loaded and initialised once in a process. */
    private record Module(Cryptoki cryptoki, ExecutorService thread) {
        private static Module load(Path path) {
            return new Module(
                    new Cryptoki(CryptokiLibrary.load(path)),
                    Executors.newSingleThreadExecutor(
                            Thread.ofPlatform().daemon().name("pkcs11-", 0).factory()));
        }
    }

    private final TokenUri uri;
    private final Module module;
    private final Ed25519PublicKey publicKey;

    /** Both by the module's thread alone. */
    private Optional<TokenSession> session;

    private Optional<CryptokiException> pinRefused = Optional.empty();

    private TokenSigner(TokenUri uri, Module module, TokenSession session) {
        this.uri = uri;
        this.module = module;
        this.publicKey = session.publicKey();
        this.session = Optional.of(session);
    }

    /**
     * Finds the key, and has it sign once.
     *
     * @throws KeyRefusedException when it cannot be used as it is
     */
    static TokenSigner open(TokenUri uri) {
        try {
            Module module = MODULES.computeIfAbsent(uri.module(), Module::load);
            return new TokenSigner(uri, module, await(uri, module, () -> openProven(uri, module)));
        } catch (CryptokiException | IllegalStateException e) {
            throw new KeyRefusedException(
                    "key %s must be one that can sign, but %s; try it with pkcs11-tool --login --sign --mechanism EDDSA"
                            .formatted(uri, e.getMessage()),
                    e);
        }
    }

    private static TokenSession openProven(TokenUri uri, Module module) {
        TokenSession session = TokenSession.open(module.cryptoki(), uri);
        if (!session.publicKey().verifies(PROBE, session.sign(PROBE))) {
            session.close();
            throw new KeyRefusedException(
                    "key %s must sign as its public key %s says, but its signature does not verify; the token holds a public key that is another's"
                            .formatted(uri, session.publicKey()));
        }
        return session;
    }

    @Override
    public Ed25519PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            return await(uri, module, () -> signNow(message));
        } catch (CryptokiException | KeyRefusedException e) {
            throw new IllegalStateException(
                    "key %s does not sign: %s".formatted(uri, e.getMessage()), e);
        }
    }

    private byte[] signNow(byte[] message) {
        if (session.isPresent()) {
            try {
                return session.get().sign(message);
            } catch (CryptokiException e) {
                session.get().close();
                session = Optional.empty(); // whatever it is, a new session is the remedy there is
            }
        }
        TokenSession opened = reopen();
        session = Optional.of(opened);
        return opened.sign(message);
    }

    private TokenSession reopen() {
        if (pinRefused.isPresent()) {
            throw pinRefused.get();
        }
        TokenSession opened;
        try {
            opened = openProven(uri, module);
        } catch (CryptokiException e) {
            pinRefused = e.isAboutThePin() ? Optional.of(e) : Optional.empty();
            throw e;
        }
        if (!opened.publicKey().equals(publicKey)) {
            opened.close();
            throw new KeyRefusedException(
                    "public key must be %s as before, but is %s; put the token back, or restart with the new key"
                            .formatted(publicKey, opened.publicKey()));
        }
        return opened;
    }

    private static <T> T await(TokenUri uri, Module module, Callable<T> work) {
        Future<T> answer = module.thread().submit(work);
        try {
            return answer.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (TimeoutException e) {
            answer.cancel(false); // a native call that hangs cannot be ended
            throw new IllegalStateException(
                    "key %s must answer within %s, but did not; look after the token"
                            .formatted(uri, ANSWER_MAX),
                    e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        }
    }
}
