package dev.goldthread.api.node;

import dev.goldthread.api.cli.Prompt;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** An outside program beside a node of its own, which takes events and answers. */
abstract class BesideANode {

    static Node node;
    static LedgerHttp http;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        node = Node.start(NodeOptions.embedded(data).withPort(0), NodeListener.SILENT);
        http = LedgerHttp.warmedUp(node);
    }

    @AfterAll
    static void stop() {
        http.close();
        node.close();
    }

    /** What a command says that must not fail. */
    static String command(String... args) {
        return Prompt.beside(node).run(args).result();
    }
}
