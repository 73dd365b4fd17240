package dev.goldthread.api.connection;

import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.connection.authentication.Authentication;
import dev.goldthread.api.connection.authentication.BasicCredentials;
import dev.goldthread.api.connection.authentication.BearerToken;
import dev.goldthread.api.connection.authentication.HeaderToken;
import dev.goldthread.api.connection.authentication.HexSignature;
import dev.goldthread.api.connection.authentication.Secret;
import dev.goldthread.api.connection.authentication.TimedSignature;
import dev.goldthread.api.connection.authentication.UrlToken;
import java.util.List;
import java.util.Map;

/** The names of authentication schemes in the file, and which a format takes when none is named. */
final class Schemes {

    /** Where Argo CD's template and other tools of one's own put the token. */
    static final String TOKEN_HEADER = "X-Goldthread-Token";

    static final List<String> NAMES =
            List.of(
                    "github-signature",
                    "jira-signature",
                    "flux-signature",
                    "standard-webhooks",
                    "mlflow-signature",
                    "gitlab-token",
                    "header-token",
                    "bearer",
                    "basic",
                    "url-token");

    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "github", "github-signature",
                    "gitlab", "gitlab-token",
                    "jira", "jira-signature",
                    "jenkins", "url-token",
                    "argocd", "header-token",
                    "flux", "flux-signature",
                    "mlflow", "mlflow-signature");

    private Schemes() {}

    static String defaultFor(String format) {
        return DEFAULTS.getOrDefault(format, "bearer");
    }

    /**
     * @param at the connection's {@code authentication}
     * @throws UnfitException when scheme, options and secret do not go together
     */
    static Authentication of(String scheme, Member at, String secret) {
        try {
            return switch (scheme) {
                case "github-signature" ->
                        new HexSignature("X-Hub-Signature-256", new Secret(secret));
                case "jira-signature" -> new HexSignature("X-Hub-Signature", new Secret(secret));
                case "flux-signature" -> new HexSignature("X-Signature", new Secret(secret));
                case "standard-webhooks" -> TimedSignature.standard(secret);
                case "mlflow-signature" -> TimedSignature.mlflow(new Secret(secret));
                case "gitlab-token" -> new HeaderToken("X-Gitlab-Token", new Secret(secret));
                case "header-token" ->
                        new HeaderToken(
                                at.at("header").text().orElse(TOKEN_HEADER), new Secret(secret));
                case "bearer" -> new BearerToken(new Secret(secret));
                case "basic" -> BasicCredentials.of(at.at("user").needText(), secret);
                case "url-token" -> new UrlToken(new Secret(secret));
                default ->
                        throw new UnfitException(
                                at.at("scheme").pointer(),
                                "unknown-scheme",
                                scheme,
                                "name one of " + NAMES);
            };
        } catch (IllegalArgumentException e) {
            throw new UnfitException(
                    at.at("secret").pointer(),
                    "secret-form",
                    "a secret that is not shown",
                    String.valueOf(e.getMessage()));
        }
    }
}
