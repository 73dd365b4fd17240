package dev.goldthread.api.git;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names and mail addresses of persons, kept beside the ledger and never in it. The file {@code
 * directory/persons.json} and the secret that makes the keys are readable by their owner only. Not
 * thread-safe.
 */
public final class PersonDirectory {

    private static final int SECRET_BYTES = 32;
    private static final int KEY_CHARACTERS = 26;
    // RFC 4648 section 6, in lower case.
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path file;
    private final Mac mac;
    private final Map<String, Person> persons;
    private boolean changed;

    /** What is known of one person. */
    record Person(SortedSet<String> names, SortedSet<String> mails) {
        Person {
            names = new TreeSet<>(names);
            mails = new TreeSet<>(mails);
        }
    }

    private PersonDirectory(Path file, String secret, Map<String, Person> persons) {
        this.file = file;
        this.mac = mac(secret);
        this.persons = new TreeMap<>(persons);
    }

    /**
     * Opens the directory of a data folder, and makes its secret on first use.
     *
     * @throws UncheckedIOException when the folder cannot be read or written
     */
    public static PersonDirectory open(Path data) {
        Path folder = data.resolve("directory");
        Path secret = folder.resolve("secret");
        try {
            OwnerFiles.createFolder(folder);
            if (!Files.exists(secret)) {
                OwnerFiles.write(secret, randomSecret());
            }
            return read(folder, Files.readString(secret).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the directory of persons in %s cannot be used: %s"
                            .formatted(folder, e.getMessage()),
                    e);
        }
    }

    /** Like {@link #open}, but leaves no trace: for looking at what an import would send. */
    public static PersonDirectory forDryRun(Path data) {
        Path folder = data.resolve("directory");
        Path secret = folder.resolve("secret");
        try {
            return read(
                    folder,
                    Files.exists(secret) ? Files.readString(secret).strip() : randomSecret());
        } catch (IOException e) {
            throw new UncheckedIOException("secret file %s cannot be read".formatted(secret), e);
        }
    }

    private static PersonDirectory read(Path folder, String secret) throws IOException {
        Path file = folder.resolve("persons.json");
        Map<String, Person> persons =
                Files.exists(file)
                        ? JSON.readValue(file.toFile(), new TypeReference<>() {})
                        : Map.of();
        return new PersonDirectory(file, secret, persons);
    }

    private static String randomSecret() {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static Mac mac(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no HmacSHA256", e);
        }
    }

    /**
     * The person's key; remembers the name and address until {@link #save}. Who has no address is
     * told apart by name.
     */
    public PersonKey keyOf(String name, String mail) {
        String address = mail.strip().toLowerCase(Locale.ROOT);
        String identity = address.isEmpty() ? "name:" + name.strip() : address;
        PersonKey key = key(mac, identity);
        Person person =
                persons.computeIfAbsent(
                        key.value(), k -> new Person(new TreeSet<>(), new TreeSet<>()));
        changed |= !name.isBlank() && person.names().add(name.strip());
        changed |= !address.isEmpty() && person.mails().add(address);
        return key;
    }

    /**
     * The key of an account at a tool, where neither name nor address is known; nothing is
     * remembered of it.
     *
     * @param secret what the directory makes its keys with
     * @param host of the tool, so that one name at two tools is two accounts
     */
    public static PersonKey keyOfLogin(String secret, String host, String login) {
        String identity = "login:%s/%s".formatted(host.toLowerCase(Locale.ROOT), login.strip());
        return key(mac(secret), identity);
    }

    /** What the directory of a data folder makes its keys with, if there is one. */
    public static Optional<String> secret(Path data) {
        Path secret = data.resolve("directory").resolve("secret");
        try {
            return Files.exists(secret)
                    ? Optional.of(Files.readString(secret).strip())
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("secret file %s cannot be read".formatted(secret), e);
        }
    }

    private static PersonKey key(Mac mac, String identity) {
        byte[] hmac = mac.doFinal(identity.getBytes(StandardCharsets.UTF_8));
        return new PersonKey("person:" + base32(hmac).substring(0, KEY_CHARACTERS));
    }

    /** Keeps what was learnt; after a crash the file holds all of the old or all of the new. */
    public void save() {
        if (!changed) {
            return;
        }
        try {
            OwnerFiles.write(file, JSON.writeValueAsString(persons));
            changed = false;
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be written".formatted(file), e);
        }
    }

    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte each : bytes) {
            buffer = (buffer << 8) | (each & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(BASE32.charAt((buffer >> bits) & 0x1f));
            }
        }
        return text.toString();
    }
}
