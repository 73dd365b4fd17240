package dev.goldthread.api.connection;

import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.owned.OwnerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a secret is: {@code {"file": …}}, {@code {"env": …}} or {@code {"inline": …}}. A file that
 * others may read holds no secret.
 *
 * @param data paths of secrets are relative to it
 * @param file the file of connections, for secrets inline
 */
record SecretSource(Path data, Path file, Map<String, String> environment) {

    SecretSource {
        environment = Map.copyOf(environment);
    }

    String read(Member at) {
        Optional<String> path = at.at("file").text();
        Optional<String> variable = at.at("env").text();
        Optional<String> inline = at.at("inline").text();
        if (path.stream().count() + variable.stream().count() + inline.stream().count() != 1) {
            throw new UnfitException(
                    at.pointer(),
                    "one-secret",
                    "not exactly one of file, env and inline",
                    "send {\"file\": \"secrets/NAME\"}, {\"env\": \"NAME\"} or {\"inline\": \"…\"}");
        }
        return path.map(each -> ofFile(data.resolve(each), at.at("file")))
                .or(() -> variable.map(each -> ofEnvironment(each, at.at("env"))))
                .or(() -> inline.map(each -> own(each, at.at("inline"))))
                .orElseThrow();
    }

    private static String ofFile(Path path, Member at) {
        try {
            requireOwners(path, at);
            String secret = Files.readString(path).strip();
            if (!secret.isEmpty()) {
                return secret;
            }
        } catch (IOException e) {
            throw new UnfitException(
                    at.pointer(),
                    "secret-file",
                    path + " cannot be read",
                    "write the secret into it, readable by its owner only");
        }
        throw new UnfitException(
                at.pointer(), "secret-file", path + " is empty", "write the secret into it");
    }

    private String ofEnvironment(String name, Member at) {
        return Optional.ofNullable(environment.get(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElseThrow(
                        () ->
                                new UnfitException(
                                        at.pointer(),
                                        "secret-variable",
                                        name + " is unset or empty",
                                        "set it for the process that serves"));
    }

    private String own(String secret, Member at) {
        try {
            if (Files.exists(file)) { // else it is about to be written, for its owner only
                requireOwners(file, at);
            }
            return secret;
        } catch (IOException e) {
            throw new UnfitException(
                    at.pointer(), "secret-file", file + " cannot be read", "look into its rights");
        }
    }

    private static void requireOwners(Path path, Member at) throws IOException {
        if (!OwnerFiles.isOwnersOnly(path)) {
            throw new UnfitException(
                    at.pointer(),
                    "owner-only",
                    path + " can be read or written by others",
                    "chmod 600 " + path);
        }
    }
}
