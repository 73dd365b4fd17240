package dev.goldthread.api.git;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * A repository on disk, read only: working trees, bare repositories, linked worktrees and shallow
 * clones alike. Not thread-safe.
 *
 * <p>What counts is what branches, remote-tracking branches, tags and HEAD lead to: a clone has
 * most branches as remote-tracking ones only, a fix may live on a release branch that was never
 * merged, and a tag may be all that leads to a commit. Stashes, notes and forges' own refs are
 * nobody's pushed history.
 */
public final class GitHistory implements AutoCloseable {

    private final Repository repository;
    private final RevWalk reader;

    private GitHistory(Repository repository) {
        this.repository = repository;
        this.reader = new RevWalk(repository);
    }

    /**
     * @param path the working tree, any folder in it, or the repository itself
     * @throws NotARepositoryException when there is none
     */
    public static GitHistory open(Path path) {
        File folder = path.toAbsolutePath().normalize().toFile();
        FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(folder);
        if (builder.getGitDir() == null) {
            builder.setGitDir(folder);
        }
        try {
            Repository repository = builder.setMustExist(true).build();
            return new GitHistory(repository);
        } catch (IOException e) {
            throw new NotARepositoryException(path, e);
        }
    }

    /** There is no repository. */
    public static final class NotARepositoryException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotARepositoryException(Path path, Throwable cause) {
            super(
                    "%s is no Git repository; give its working tree or its .git folder"
                            .formatted(path),
                    cause);
        }
    }

    public GitOrigin origin() {
        return GitOrigin.of(repository, commonFolder());
    }

    /** The repository's own folder, the same whichever of its worktrees was opened. */
    public Path commonFolder() {
        File common = repository.getCommonDirectory();
        try {
            return (common == null ? repository.getDirectory() : common).toPath().toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("the repository's folder cannot be resolved", e);
        }
    }

    /** Whether older commits were cut off when it was cloned. */
    public boolean isShallow() {
        try {
            return !repository.getObjectDatabase().getShallowCommits().isEmpty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Where branches, tags and HEAD stand now, by name. */
    Map<String, ObjectId> tips() {
        Map<String, ObjectId> tips = new TreeMap<>();
        try {
            for (String prefix :
                    List.of(Constants.R_HEADS, Constants.R_REMOTES, Constants.R_TAGS)) {
                for (Ref ref : repository.getRefDatabase().getRefsByPrefix(prefix)) {
                    if (ref.getObjectId() != null) {
                        tips.put(ref.getName(), ref.getObjectId());
                    }
                }
            }
            ObjectId head = repository.resolve(Constants.HEAD);
            if (head != null) {
                tips.put(Constants.HEAD, head);
            }
            return tips;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Commits that {@code tips} lead to and {@code known} did not, parents before children. What is
     * known but no longer there, after history was rewritten, stops nothing.
     */
    List<ObjectId> commits(Iterable<ObjectId> tips, Iterable<ObjectId> known) {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            walk.sort(RevSort.TOPO);
            walk.sort(RevSort.REVERSE, true);
            for (ObjectId tip : tips) {
                commitOf(walk, tip).ifPresent(commit -> mark(walk, commit, Reached.WANTED));
            }
            for (ObjectId old : known) {
                commitOf(walk, old).ifPresent(commit -> mark(walk, commit, Reached.KNOWN));
            }
            List<ObjectId> commits = new ArrayList<>();
            for (RevCommit commit : walk) {
                commits.add(commit.copy());
            }
            return commits;
        }
    }

    /**
     * Full shas of every commit that a branch, tag or commit leads to.
     *
     * @throws IllegalArgumentException when there is no such branch, tag or commit
     */
    public List<String> shas(String revision) {
        try {
            ObjectId tip = repository.resolve(revision);
            if (tip == null) {
                throw new IllegalArgumentException(
                        "the repository has no branch, tag or commit %s; check its name"
                                .formatted(revision));
            }
            return commits(List.of(tip), List.of()).stream().map(ObjectId::name).toList();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private enum Reached {
        WANTED,
        KNOWN
    }

    private static void mark(RevWalk walk, RevCommit commit, Reached reached) {
        try {
            switch (reached) {
                case WANTED -> walk.markStart(commit);
                case KNOWN -> walk.markUninteresting(commit);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The commit that an object is or, through tags, leads to. */
    private Optional<RevCommit> commitOf(RevWalk walk, ObjectId id) {
        try {
            if (!walk.getObjectReader().has(id)) {
                return Optional.empty();
            }
            return walk.peel(walk.parseAny(id)) instanceof RevCommit commit
                    ? Optional.of(commit)
                    : Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    GitCommit commit(ObjectId id) {
        try {
            RevCommit commit = reader.parseCommit(id);
            reader.parseBody(commit);
            GitCommit copy = GitCommit.of(commit);
            commit.disposeBody();
            return copy;
        } catch (IncorrectObjectTypeException e) {
            throw new IllegalArgumentException("object %s is no commit".formatted(id.name()), e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** All tags that lead to commits, by name; tags of trees and files are left out. */
    List<GitTag> tags() {
        List<GitTag> tags = new ArrayList<>();
        tips().forEach(
                        (ref, id) -> {
                            if (ref.startsWith(Constants.R_TAGS)) {
                                tag(ref.substring(Constants.R_TAGS.length()), id)
                                        .ifPresent(tags::add);
                            }
                        });
        return tags;
    }

    private Optional<GitTag> tag(String name, ObjectId id) {
        return commitOf(reader, id)
                .map(
                        commit -> {
                            try {
                                RevObject object = reader.parseAny(id);
                                return new GitTag(
                                        name,
                                        id,
                                        commit.copy(),
                                        object instanceof RevTag annotated
                                                ? Optional.ofNullable(annotated.getTaggerIdent())
                                                : Optional.empty());
                            } catch (IOException e) {
                                throw unreadable(e);
                            }
                        });
    }

    /**
     * The nearest tagged commit on the way back from a tag's own, youngest commits first. Of tags
     * on one commit the last by name counts.
     */
    Optional<GitTag> earlier(GitTag tag, List<GitTag> tags) {
        Map<ObjectId, GitTag> byCommit = new HashMap<>();
        tags.stream()
                .filter(other -> !other.version().equals(tag.version()))
                .sorted(Comparator.comparing(GitTag::name))
                .forEach(other -> byCommit.put(other.commit(), other));
        byCommit.remove(tag.commit());
        if (byCommit.isEmpty()) {
            return Optional.empty();
        }
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            walk.sort(RevSort.COMMIT_TIME_DESC);
            walk.markStart(walk.parseCommit(tag.commit()));
            for (RevCommit commit : walk) {
                GitTag found = byCommit.get(commit);
                if (found != null) {
                    return Optional.of(found);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static UncheckedIOException unreadable(IOException cause) {
        return new UncheckedIOException(
                "the repository cannot be read: %s; check it with git fsck"
                        .formatted(cause.getMessage()),
                cause);
    }

    @Override
    public void close() {
        reader.close();
        repository.close();
    }
}
