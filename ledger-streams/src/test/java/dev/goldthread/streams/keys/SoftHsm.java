package dev.goldthread.streams.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Real PKCS#11 tokens by SoftHSM, in the folder of the file that {@code SOFTHSM2_CONF} names. The
 * library shows the tokens that were there when it was first used, so all are made at once.
 */
final class SoftHsm {

    static final String TOKEN = "goldthread test";
    static final String OTHER_TOKEN = "other";
    static final String PIN = "271828";

    private static final List<Path> MODULES =
            Stream.of(
                            "/usr/lib/softhsm/libsofthsm2.so",
                            "/usr/lib64/pkcs11/libsofthsm2.so",
                            "/opt/homebrew/lib/softhsm/libsofthsm2.so")
                    .map(Path::of)
                    .toList();

    private static boolean made;

    private SoftHsm() {}

    /** Skips the test where SoftHSM or OpenSC are not installed. */
    static synchronized void require() throws IOException, InterruptedException {
        assumeTrue(
                module().isPresent() && isOnPath("softhsm2-util") && isOnPath("pkcs11-tool"),
                "not tested: keys in a PKCS#11 token; apt-get install softhsm2 opensc");
        assumeTrue(conf().isPresent(), "not tested: SOFTHSM2_CONF must be set, as Maven does");
        if (!made) {
            makeTokens(conf().orElseThrow());
            made = true;
        }
    }

    private static void makeTokens(Path conf) throws IOException, InterruptedException {
        Path tokens = conf.resolveSibling("softhsm2-tokens");
        if (Files.exists(tokens)) {
            try (Stream<Path> files = Files.walk(tokens)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
        Files.createDirectories(tokens);
        Files.writeString(
                conf,
                "directories.tokendir = %s%nobjectstore.backend = file%nlog.level = ERROR%n"
                        .formatted(tokens));
        for (String token : List.of(TOKEN, OTHER_TOKEN)) {
            run(
                    "softhsm2-util --init-token --free --so-pin 314159 --pin %s --label"
                            .formatted(PIN),
                    token);
        }
    }

    /** Makes an Ed25519 key inside a token; nothing ever takes it out. */
    static void makeKey(String token, String label, String id) throws Exception {
        tool(token, "--keypairgen --key-type EC:edwards25519 --id " + id + " --label", label);
    }

    static void tool(String token, String arguments, String... more) throws Exception {
        String login = "--login --pin " + PIN + " ";
        run(
                "pkcs11-tool --module " + module().orElseThrow() + " " + login + arguments,
                Stream.concat(Stream.of(more), Stream.of("--token-label", token))
                        .toArray(String[]::new));
    }

    /** With a file that holds the PIN. */
    static String uri(String token, String object, Path folder) throws IOException {
        Path file = folder.resolve("pin");
        Files.writeString(file, PIN + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return uri(token, object) + "&pin-source=file:" + file;
    }

    static String uri(String token, String object) {
        return "pkcs11:token=%s;object=%s?module-path=%s"
                .formatted(token.replace(" ", "%20"), object, module().orElseThrow());
    }

    static Optional<Path> module() {
        return MODULES.stream().filter(Files::exists).findFirst();
    }

    private static Optional<Path> conf() {
        return Optional.ofNullable(System.getenv("SOFTHSM2_CONF"))
                .map(Path::of)
                .filter(file -> Files.isDirectory(file.getParent()));
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static void run(String command, String... more)
            throws IOException, InterruptedException {
        String[] words =
                Stream.concat(Stream.of(command.split(" ")), Stream.of(more))
                        .toArray(String[]::new);
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", String.join(" ", words), said).isZero();
    }
}
