package dev.goldthread.api.drill;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * The process of one broker of a cluster: Kafka's own server, as a cluster elsewhere runs it, on a
 * formatted folder. It is told its properties as the embedded broker's process is, and lives as
 * long as its standard input is open.
 */
final class ClusterBroker {

    private ClusterBroker() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream toParent = System.out;
        System.setOut(System.err);
        DataInputStream in = new DataInputStream(System.in);
        Properties properties = new Properties();
        properties.load(
                new StringReader(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8)));
        KafkaRaftServer server =
                new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        server.startup();
        toParent.println("ready");
        toParent.flush();
        while (in.read() >= 0) {
            continue; // nothing else is said
        }
        Runtime.getRuntime().halt(0); // whoever started it is gone
    }
}
