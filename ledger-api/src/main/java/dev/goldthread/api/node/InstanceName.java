package dev.goldthread.api.node;

import dev.goldthread.streams.embedded.DataFolder;

/**
 * What a node is called in its consumer groups: the same at every start from one data folder, so
 * that a quick restart keeps its partitions, and no other's, so that nobody is fenced.
 */
final class InstanceName {

    /** With the embedded broker there is one node. */
    private static final String ALONE = "node-1";

    private static final String FILE = "instance";
    private static final int RANDOM_BYTES = 16;

    private InstanceName() {}

    static String of(NodeOptions options, DataFolder data) {
        return options.cluster().isEmpty() ? ALONE : "node-" + data.secret(FILE, RANDOM_BYTES);
    }
}
