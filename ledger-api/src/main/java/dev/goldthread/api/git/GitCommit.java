package dev.goldthread.api.git;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.util.RawParseUtils;

/**
 * One commit as its object states it.
 *
 * @param parents from the object's own lines, so that a shallow clone tells the same as a full one
 * @param committed the committer's time: when the commit got its place in the history
 * @param author empty when the object's author line cannot be read
 */
record GitCommit(
        ObjectId id,
        ObjectId tree,
        List<ObjectId> parents,
        Instant committed,
        Optional<PersonIdent> author,
        Signed signed,
        String message) {

    /** Whether the object carries a signature; whose, nobody has checked. */
    enum Signed {
        YES,
        NO
    }

    private static final byte[] PARENT = Constants.encodeASCII("parent ");

    GitCommit {
        parents = List.copyOf(parents);
    }

    boolean isSigned() {
        return signed == Signed.YES;
    }

    /**
     * @param commit with its body
     */
    static GitCommit of(RevCommit commit) {
        return new GitCommit(
                commit.getId(),
                commit.getTree().getId(),
                parents(commit.getRawBuffer()),
                Instant.ofEpochSecond(commit.getCommitTime()),
                Optional.ofNullable(commit.getAuthorIdent()),
                commit.getRawGpgSignature() == null ? Signed.NO : Signed.YES,
                commit.getFullMessage());
    }

    /** git-cat-file: the object's text is a tree line, then one line per parent. */
    private static List<ObjectId> parents(byte[] raw) {
        List<ObjectId> parents = new ArrayList<>(2);
        int line = RawParseUtils.nextLF(raw, 0);
        while (RawParseUtils.match(raw, line, PARENT) >= 0) {
            parents.add(ObjectId.fromString(raw, line + PARENT.length));
            line = RawParseUtils.nextLF(raw, line);
        }
        return parents;
    }
}
