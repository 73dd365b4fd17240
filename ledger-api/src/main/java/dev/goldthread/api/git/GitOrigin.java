package dev.goldthread.api.git;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RemoteConfig;
import org.eclipse.jgit.transport.URIish;

/**
 * What events call the repository: by where it comes from, never by where its copy lies on this
 * machine, so that two clones give the same events. User names and tokens in addresses are left
 * out.
 *
 * @param repository its path on the forge, {@code acme/infusion-pump}
 * @param uri the source that the events name
 */
public record GitOrigin(String repository, String uri) {

    private static final int REPOSITORY_LENGTH_MAX = 200; // vocabulary, id form "repository"
    private static final Pattern UNFIT = Pattern.compile("[\\s#\\p{Cntrl}]+");

    public GitOrigin {
        if (repository.isEmpty()
                || repository.length() > REPOSITORY_LENGTH_MAX
                || UNFIT.matcher(repository).find()) {
            throw new IllegalArgumentException(
                    "repository must be 1 to %d characters without # and blanks, but is \"%s\"; name it with --repository owner/name"
                            .formatted(REPOSITORY_LENGTH_MAX, repository));
        }
    }

    /** By the name its owner gives it. */
    public static GitOrigin named(String repository) {
        return new GitOrigin(repository, "urn:git:" + repository);
    }

    /** By its remote {@code origin}, else by the name of its folder. */
    static GitOrigin of(Repository repository, Path commonFolder) {
        return remote(repository)
                .flatMap(GitOrigin::ofRemote)
                .orElseGet(() -> named(folderName(commonFolder)));
    }

    private static Optional<URIish> remote(Repository repository) {
        try {
            List<URIish> uris = new RemoteConfig(repository.getConfig(), "origin").getURIs();
            return uris.stream().findFirst();
        } catch (URISyntaxException e) {
            return Optional.empty(); // then the folder names it
        }
    }

    /** A remote on this machine has no host; its path says nothing to others. */
    private static Optional<GitOrigin> ofRemote(URIish uri) {
        if (uri.getHost() == null || uri.getPath() == null) {
            return Optional.empty();
        }
        String path = uri.getPath().replaceAll("^[/~]+|/+$", "").replaceAll("\\.git$", "");
        if (path.isEmpty() || UNFIT.matcher(path).find()) {
            return Optional.empty();
        }
        return Optional.of(
                new GitOrigin(path, "https://%s/%s".formatted(uri.getHost().strip(), path)));
    }

    /** Linked worktrees are named like the repository that they belong to. */
    private static String folderName(Path commonFolder) {
        Path named =
                commonFolder.endsWith(Constants.DOT_GIT) && commonFolder.getParent() != null
                        ? commonFolder.getParent()
                        : commonFolder;
        String name = String.valueOf(named.getFileName()).replaceAll("\\.git$", "");
        return UNFIT.matcher(name).replaceAll("-");
    }
}
