package dev.goldthread.api.person;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.goldthread.api.owned.OwnerFiles;
import dev.goldthread.api.owned.Turns;
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
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Names and mail addresses of persons, kept beside the ledger and never in it. The file {@code
 * directory/persons.json} and the secret that makes the keys are readable by their owner only. Safe
 * for any thread, and for several processes on one folder: each adds what it learnt.
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
    private final SortedMap<String, Person> persons;
    private boolean changed;

    /** What is known of one person. */
    record Person(SortedSet<String> names, SortedSet<String> mails, SortedSet<String> logins) {
        /** Files written before accounts were kept do not have them. */
        Person(
                @Nullable SortedSet<String> names,
                @Nullable SortedSet<String> mails,
                @Nullable SortedSet<String> logins) {
            this.names = copy(names);
            this.mails = copy(mails);
            this.logins = copy(logins);
        }

        static Person unknown() {
            return new Person(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        }

        private static SortedSet<String> copy(@Nullable SortedSet<String> values) {
            return values == null ? new TreeSet<>() : new TreeSet<>(values);
        }

        boolean learn(Person other) {
            boolean isNew = names.addAll(other.names);
            isNew |= mails.addAll(other.mails);
            isNew |= logins.addAll(other.logins);
            return isNew;
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
            return Turns.take(
                    lock(folder),
                    () -> {
                        if (!Files.exists(secret)) {
                            OwnerFiles.write(secret, randomSecret());
                        }
                        return read(folder, Files.readString(secret).strip());
                    });
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
        return new PersonDirectory(file, secret, persons(file));
    }

    private static Map<String, Person> persons(Path file) throws IOException {
        return Files.exists(file)
                ? JSON.readValue(file.toFile(), new TypeReference<>() {})
                : Map.of();
    }

    private static Path lock(Path folder) {
        return folder.resolve("lock");
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
        String address = address(mail);
        String identity = address.isEmpty() ? "name:" + name.strip() : address;
        return remember(identity, person(name, address, ""));
    }

    /**
     * The key of an account; remembers what is said of its owner until {@link #save}. The account
     * alone makes the key, since a tool tells the name and address at one time and not at another.
     *
     * @param place what the account belongs to: a tool or one installation of it
     */
    public PersonKey keyOfAccount(String place, String login, String name, String mail) {
        String account = account(place, login);
        return remember(account, person(name, address(mail), account));
    }

    /**
     * The key of an account where nothing is to be remembered of it, as on a machine that has the
     * directory's secret but not the directory.
     *
     * @param secret what the directory makes its keys with
     * @param place as in {@link #keyOfAccount}
     */
    public static PersonKey keyOfLogin(String secret, String place, String login) {
        return key(mac(secret), account(place, login));
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

    private static String account(String place, String login) {
        return "account:%s/%s"
                .formatted(place.toLowerCase(Locale.ROOT), login.strip().toLowerCase(Locale.ROOT));
    }

    private static String address(String mail) {
        return mail.strip().toLowerCase(Locale.ROOT);
    }

    private static Person person(String name, String address, String account) {
        return new Person(given(name.strip()), given(address), given(account));
    }

    private static SortedSet<String> given(String value) {
        return value.isEmpty() ? new TreeSet<>() : new TreeSet<>(Set.of(value));
    }

    private synchronized PersonKey remember(String identity, Person told) {
        PersonKey key = key(mac, identity);
        changed |= persons.computeIfAbsent(key.value(), _ -> Person.unknown()).learn(told);
        return key;
    }

    private static PersonKey key(Mac mac, String identity) {
        byte[] hmac = mac.doFinal(identity.getBytes(StandardCharsets.UTF_8));
        return new PersonKey("person:" + base32(hmac).substring(0, KEY_CHARACTERS));
    }

    /**
     * Keeps what was learnt, beside what others learnt meanwhile; after a crash the file holds all
     * of the old or all of the new.
     */
    public synchronized void save() {
        if (!changed) {
            return;
        }
        try {
            Turns.take(lock(folder()), this::write);
            changed = false;
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be written".formatted(file), e);
        }
    }

    private Path folder() {
        return file.resolveSibling(".").normalize();
    }

    private Path write() throws IOException {
        persons(file)
                .forEach(
                        (key, person) ->
                                persons.computeIfAbsent(key, _ -> Person.unknown()).learn(person));
        OwnerFiles.write(file, JSON.writeValueAsString(persons));
        return file;
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
