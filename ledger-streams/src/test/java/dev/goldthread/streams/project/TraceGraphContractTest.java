package dev.goldthread.streams.project;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.TraceGraph;
import dev.goldthread.streams.ledger.LedgerRecordReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

class TraceGraphContractTest extends GraphContract {

    @Override
    Subject newSubject() {
        TraceGraph graph = new TraceGraph();
        LedgerRecordReader reader = LedgerFixture.reader();
        return new Subject() {

            @Override
            public void apply(ConsumerRecord<byte[], byte[]> record) {
                graph.apply(reader.read(record));
            }

            @Override
            public <T> T ask(Function<GraphView, T> question) {
                return question.apply(graph);
            }

            @Override
            public Digest digest() {
                return graph.digest();
            }

            @Override
            public List<Node> nodes() {
                List<Node> nodes = new ArrayList<>();
                graph.nodes().forEach(nodes::add);
                return nodes;
            }
        };
    }
}
