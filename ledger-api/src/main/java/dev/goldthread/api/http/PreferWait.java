package dev.goldthread.api.http;

import io.micronaut.http.HttpRequest;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The preference {@code wait} of a request, in seconds (RFC 7240, section 4.3). */
final class PreferWait {

    private static final Pattern WAIT =
            Pattern.compile(
                    "(?:^|[,;])\\s*wait\\s*=\\s*\"?([0-9]{1,6})\"?\\s*(?:$|[,;])",
                    Pattern.CASE_INSENSITIVE);

    private PreferWait() {}

    /** Zero where none is stated; a preference that cannot be read is ignored, as RFC 7240 says. */
    static Duration of(HttpRequest<?> request) {
        return request.getHeaders().getAll("Prefer").stream()
                .map(WAIT::matcher)
                .filter(Matcher::find)
                .findFirst()
                .map(found -> Duration.ofSeconds(Long.parseLong(found.group(1))))
                .orElse(Duration.ZERO);
    }
}
