package dev.goldthread.api.connection;

import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Trust;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.core.event.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads whose signatures a connection believes: keys and roots lie in files of their own, which the
 * connection names.
 *
 * @param data the folder that names of files are relative to
 */
record TrustFiles(Path data) {

    /**
     * @param at the connection's {@code trust}
     */
    Trust read(Member at) {
        return new Trust(
                at.at("keys").items().stream().map(this::key).toList(),
                at.at("sigstoreRoot").text().map(file -> bytes(file, at.at("sigstoreRoot"))),
                at.at("identities").items().stream().map(TrustFiles::identity).toList());
    }

    private Trust.Key key(Member at) {
        Member file = at.at("file");
        String pem = new String(bytes(file.needText(), file).toBytes(), StandardCharsets.US_ASCII);
        try {
            return Trust.Key.ofPem(at.at("name").needText(), pem);
        } catch (IllegalArgumentException e) {
            throw new UnfitException(
                    file.pointer(),
                    "public-key",
                    file.needText(),
                    Optional.ofNullable(e.getMessage()).orElse("send a public key"));
        }
    }

    private static Trust.Identity identity(Member at) {
        return new Trust.Identity(
                at.at("name").needText(), at.at("issuer").needText(), at.at("subject").needText());
    }

    private Bytes bytes(String name, Member at) {
        Path path = data.resolve(name);
        try {
            return new Bytes(Files.readAllBytes(path));
        } catch (IOException e) {
            throw new UnfitException(
                    at.pointer(),
                    "trust-file",
                    path + " cannot be read",
                    "write it there; the path is relative to the data folder");
        }
    }
}
