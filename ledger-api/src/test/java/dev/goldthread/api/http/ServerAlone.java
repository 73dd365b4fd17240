package dev.goldthread.api.http;

import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;

/**
 * The HTTP side on a free loopback port, without a node behind it: tests give it what they need.
 */
final class ServerAlone {

    private ServerAlone() {}

    /**
     * @param more settings
     */
    static ApplicationContext start(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("micronaut.server.host", "127.0.0.1");
        settings.put("micronaut.server.port", -1);
        return ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .properties(settings)
                .start();
    }
}
