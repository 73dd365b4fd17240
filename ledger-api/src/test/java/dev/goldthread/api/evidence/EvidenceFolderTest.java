package dev.goldthread.api.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceFolderTest extends EvidenceStoreContract {

    @TempDir private Path folder;

    @Override
    EvidenceStore store(int sizeBytesMax) {
        return new EvidenceFolder(folder, sizeBytesMax);
    }

    @Override
    void forge(Digest digest, byte[] content) throws Exception {
        Files.write(place(digest), content);
    }

    private Path place(Digest digest) {
        return folder.resolve("sha256/%s/%s".formatted(digest.hex().substring(0, 2), digest.hex()));
    }

    @Test
    void oneFileAndNoLeftovers() throws Exception {
        try (EvidenceStore store = store(100)) {
            store.put(REPORT);
            store.put(REPORT);
        }

        try (Stream<Path> walk = Files.walk(folder)) {
            assertThat(walk.filter(Files::isRegularFile)).containsExactly(place(DIGEST));
        }
    }
}
