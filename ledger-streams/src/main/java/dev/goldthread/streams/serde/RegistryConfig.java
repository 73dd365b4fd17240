package dev.goldthread.streams.serde;

import dev.goldthread.streams.serde.WriterSchemas.Registration;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a registry elsewhere is and how to log in, by the property names of Confluent's clients.
 *
 * @param urls at least one, tried in order
 * @param registration what {@code auto.register.schemas} says; true is the default there and here
 * @param credentials for basic authentication
 */
public record RegistryConfig(
        List<URI> urls, Registration registration, Optional<Credentials> credentials) {

    public static final String URL = "schema.registry.url";
    public static final String AUTO_REGISTER = "auto.register.schemas";
    public static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";
    public static final String USER_INFO = "basic.auth.user.info";

    /** A user and a password; its text form hides the password. */
    public record Credentials(String user, String password) {

        static Credentials parse(String userInfo, String property) {
            int colon = userInfo.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException(
                        "%s must be user:password, but has no colon; correct it"
                                .formatted(property));
            }
            return new Credentials(userInfo.substring(0, colon), userInfo.substring(colon + 1));
        }

        @Override
        public String toString() {
            return user + ":(hidden)";
        }
    }

    public RegistryConfig {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException(
                    URL + " must name at least one registry, but is empty; set it");
        }
    }

    /**
     * Reads the four properties above; others are ignored.
     *
     * @throws IllegalArgumentException naming the property that is missing or wrong
     */
    public static RegistryConfig from(Map<String, ?> properties) {
        List<URI> addresses =
                Arrays.stream(text(properties, URL, "").split(","))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .map(RegistryConfig::address)
                        .toList();
        return new RegistryConfig(
                addresses.stream().map(RegistryConfig::withoutUserInfo).toList(),
                registration(text(properties, AUTO_REGISTER, "true")),
                credentials(properties, addresses));
    }

    private static URI address(String text) {
        URI address;
        try {
            address = new URI(text.replaceAll("/+$", ""));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    URL + " holds an address that is none: " + e.getReason(), e);
        }
        String scheme = address.getScheme();
        if (address.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException(
                    "%s must hold http or https addresses, but holds one with scheme %s and host %s; correct it"
                            .formatted(URL, scheme, address.getHost()));
        }
        return address;
    }

    private static Registration registration(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Registration.AUTOMATIC;
            case "false" -> Registration.BY_HAND;
            default ->
                    throw new IllegalArgumentException(
                            "%s must be true or false, but is \"%s\"; correct it"
                                    .formatted(AUTO_REGISTER, text));
        };
    }

    private static Optional<Credentials> credentials(
            Map<String, ?> properties, List<URI> addresses) {
        String source = text(properties, CREDENTIALS_SOURCE, "URL");
        return switch (source.toUpperCase(Locale.ROOT)) {
            case "URL" ->
                    addresses.stream()
                            .map(URI::getUserInfo)
                            .flatMap(RegistryConfig::ofNullable)
                            .findFirst()
                            .map(info -> Credentials.parse(info, URL));
            case "USER_INFO" ->
                    Optional.of(Credentials.parse(text(properties, USER_INFO, ""), USER_INFO));
            default ->
                    throw new IllegalArgumentException(
                            "%s must be URL or USER_INFO, but is \"%s\"; correct it"
                                    .formatted(CREDENTIALS_SOURCE, source));
        };
    }

    private static Stream<String> ofNullable(@Nullable String text) {
        return Stream.ofNullable(text);
    }

    /** So that no password shows up in a message that names the address. */
    private static URI withoutUserInfo(URI address) {
        try {
            return new URI(
                    address.getScheme(),
                    null,
                    address.getHost(),
                    address.getPort(),
                    address.getPath(),
                    null,
                    null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("an address without its user is an address", e);
        }
    }

    private static String text(Map<String, ?> properties, String name, String otherwise) {
        Object value = properties.get(name);
        return value == null ? otherwise : value.toString();
    }
}
