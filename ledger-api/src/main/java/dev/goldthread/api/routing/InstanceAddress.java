package dev.goldthread.api.routing;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Where an instance is reached by the others. They tell each other host and port only, so all of
 * them have the same scheme.
 *
 * @param scheme http or https
 * @param instance host and port, which is what the instance is called among its fellows
 */
public record InstanceAddress(String scheme, HostInfo instance) {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    /**
     * Reads it as users write it.
     *
     * @throws IllegalArgumentException when it is no such address
     */
    public static InstanceAddress parse(String text) {
        try {
            URI url = URI.create(text.strip());
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            boolean hasMore =
                    !Set.of("", "/").contains(String.valueOf(url.getRawPath()))
                            || url.getRawQuery() != null
                            || url.getRawFragment() != null
                            || url.getRawUserInfo() != null;
            if (SCHEMES.contains(scheme) && url.getHost() != null && !hasMore) {
                return new InstanceAddress(scheme, new HostInfo(url.getHost(), port(scheme, url)));
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "advertise must be a URL of scheme, host and port only, but is \"%s\"; such as http://10.0.0.5:8080"
                        .formatted(text));
    }

    private static int port(String scheme, URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return scheme.equals("https") ? 443 : 80;
    }

    /** As Kafka Streams wants it, and as answers name an instance: {@code host:port}. */
    public static String text(HostInfo instance) {
        return instance.host() + ":" + instance.port();
    }

    @Override
    public String toString() {
        return scheme + "://" + text(instance);
    }
}
