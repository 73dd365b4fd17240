package dev.goldthread.api.http;

import static dev.goldthread.api.http.BadManners.bad;
import static dev.goldthread.api.http.BadManners.changed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.http.Fellow.Manner;
import dev.goldthread.api.routing.FakePlaces;
import dev.goldthread.api.routing.Forwarder;
import dev.goldthread.api.routing.InstanceAddress;
import dev.goldthread.api.routing.Instances;
import dev.goldthread.api.routing.Routing;
import dev.goldthread.core.crossing.Crossing;
import dev.goldthread.core.crossing.Crossing.Crossed;
import dev.goldthread.core.crossing.Crossing.Reached;
import dev.goldthread.core.crossing.Crossing.State;
import dev.goldthread.core.crossing.OtherProducts;
import dev.goldthread.core.crossing.OtherProducts.Lent;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventBody;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.Gate.Admission;
import dev.goldthread.core.gate.NonceMaker;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.GraphView.Position;
import dev.goldthread.core.graph.LedgerEntry;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.graph.TraceGraph;
import dev.goldthread.core.trace.Trace;
import dev.goldthread.core.trace.Tracer;
import dev.goldthread.core.walk.TraceFilter;
import dev.goldthread.core.walk.Way;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.project.StatedRow;
import dev.goldthread.streams.query.LentPiece;
import dev.goldthread.streams.query.LentPiece.Wish;
import dev.goldthread.streams.query.Presence;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A trace goes on into a log that lies with others, over HTTP: either it is what it would be if all
 * lay here, or the product is named as one that could not be had.
 */
class LentProductsTest {

    private static final Product PUMP = new Product("pump");
    private static final Product VALVE = new Product("valve-kit");
    private static final HostInfo SELF = new HostInfo("127.0.0.1", 1);
    private static final Instant SEALED = Instant.parse("2026-03-01T10:00:00Z");
    private static final NodeRef ROOT = new NodeRef(PUMP, "Requirement", "R");
    private static final int ENTRIES = 4;
    private static final Presence ABSENT = new Presence.Absent("not here");
    private static final Function<Wish, LentPiece> NOTHING_HERE =
            _ -> {
                throw new NotReadyException("not here");
            };

    private final Gate gate =
            new Gate(Vocabulary.GOLDTHREAD, new NonceMaker(new byte[NonceMaker.SECRET_BYTES_MIN]));
    private final Tracer tracer = new Tracer(Vocabulary.GOLDTHREAD);
    private final TraceGraph pump = new TraceGraph();
    private final TraceGraph valve = new TraceGraph();
    private final List<LedgerEntry> valveLog = new ArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    /** R of the pump refines V0 of the valve, which refines V1, and so on. */
    @BeforeEach
    void state() {
        pump.apply(entry(PUMP, "R", 0, VALVE, "V0"));
        for (int i = 0; i < ENTRIES; i++) {
            LedgerEntry entry = entry(VALVE, "V" + i, i, VALVE, "V" + (i + 1));
            valveLog.add(entry);
            valve.apply(entry);
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void saysWhatItWouldIfTheLogLayHere() throws Exception {
        Fellow owner = fellow(Fellow.WELL);

        Crossed<Trace> crossed = ask(owner.address(), List.of());

        assertThat(crossed).isEqualTo(together());
        assertThat(only(crossed).asOf()).contains(new Position(ENTRIES - 1, SEALED));
        assertThat(crossed.answer().nodes()).hasSize(1 + ENTRIES + 1);
        assertThat(owner.asked()).hasSizeGreaterThan(1);
    }

    @Test
    void asksInTheNameOfTheOneWhoAsks() throws Exception {
        Fellow owner = fellow(Fellow.WELL);
        HttpRequest<?> request = HttpRequest.GET("/").header("Authorization", "Bearer t");

        Runnable question = () -> ask(owner.address(), List.of());
        ServerRequestContext.with(request, question);

        assertThat(owner.asked()).containsOnly("/v1/partitions/0/piece Bearer t 127.0.0.1:1");
    }

    @Test
    void allOfItIsAsOfOneEntryThoughTheLogGrows() throws Exception {
        Crossed<Trace> before = together();
        Fellow owner =
                fellow(
                        (exchange, answer) -> {
                            valveLog.add(entry(VALVE, "V1", valveLog.size(), VALVE, "new"));
                            Fellow.WELL.give(exchange, answer);
                        });

        assertThat(ask(owner.address(), List.of())).isEqualTo(before);
    }

    static Stream<Arguments> badManners() {
        return Stream.concat(
                BadManners.always(),
                Stream.of(
                        bad("nothing", Fellow.saying(""), "cannot be taken"),
                        bad("half of it", halved(), "cannot be taken"),
                        bad("no object", Fellow.saying("[]"), "another version"),
                        bad("another form", changed(json -> json.put("form", "9")), "but is 9"),
                        bad("no rows", changed(json -> json.remove("rows")), "rows must be a list"),
                        bad(
                                "rows of another kind",
                                changed(json -> json.put("rows", 7)),
                                "rows must be"),
                        bad(
                                "rows of nulls",
                                changed(json -> json.putArray("rows").addNull()),
                                "a text"),
                        bad(
                                "rows not Base64",
                                changed(json -> json.putArray("rows").add("-")),
                                "taken"),
                        bad(
                                "rows not of a store",
                                changed(json -> json.putArray("rows").add("AAAA")),
                                ""),
                        bad("no wanted", changed(json -> json.remove("wanted")), "wanted must be"),
                        bad("nothing wanted", changed(json -> json.put("wanted", 0)), "of 0"),
                        bad("more than wanted", changed(json -> json.put("wanted", 99)), "of 99"),
                        bad(
                                "no corrected",
                                changed(json -> json.remove("corrected")),
                                "corrected must"),
                        bad("no more", changed(json -> json.remove("more")), "more must be a list"),
                        bad(
                                "no end's time",
                                changed(LentProductsTest::withoutTime),
                                "sealedAt must be"),
                        bad(
                                "an end that is none",
                                changed(json -> json.put("end", 3)),
                                "seq must be")));
    }

    private static void withoutTime(ObjectNode piece) {
        ((ObjectNode) piece.path("end")).remove("sealedAt");
    }

    private static Manner halved() {
        return Fellow.changing(text -> text.substring(0, text.length() / 2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badManners")
    void aStandbyIsAskedWhenTheOwnerGivesNoAnswer(String name, Manner bad, String because)
            throws Exception {
        for (Fellow owner : List.of(fellow(bad), fellow(Fellow.WELL, bad))) {
            Fellow standby = fellow(Fellow.WELL);

            assertThat(ask(owner.address(), List.of(standby.address()))).isEqualTo(together());
            assertThat(owner.asked()).isNotEmpty();
            assertThat(standby.asked()).isNotEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badManners")
    void theProductIsNamedWhenNobodyGivesAnAnswer(String name, Manner bad, String because)
            throws Exception {
        for (Fellow owner : List.of(fellow(bad), fellow(Fellow.WELL, bad))) {
            Crossed<Trace> crossed = ask(owner.address(), List.of());

            assertNotServed(crossed, because);
        }
    }

    /** Else every other node of it would count and this one would look like nothing is known. */
    @Test
    void aPieceThatIsAsOfAnOlderEntryIsNotTaken() throws Exception {
        Manner older = changed(json -> ((ObjectNode) json.path("end")).put("seq", 2));
        Fellow owner = fellow(Fellow.WELL, older);
        Fellow standby = fellow(Fellow.WELL);

        assertNotServed(ask(owner.address(), List.of()), "must be as of entry 3");
        assertThat(ask(fellow(Fellow.WELL, older).address(), List.of(standby.address())))
                .isEqualTo(together());
    }

    /** A standby that is behind gives nothing of a later log, rather than an older part of it. */
    @Test
    void aStandbyThatIsBehindWhatTheOwnerLentIsNotTaken() throws Exception {
        Fellow owner = fellow(Fellow.WELL, Fellow.BREAKING_OFF);
        Fellow behind = new Fellow(this::lendAll, changed(LentProductsTest::withoutEnd));
        opened.add(behind);

        assertNotServed(ask(owner.address(), List.of(behind.address())), "as of Optional.empty");
        assertThat(behind.asked()).hasSize(1);
    }

    private static void withoutEnd(ObjectNode piece) {
        piece.remove("end");
    }

    @Test
    void anAnswerThatIsTooLongIsNotTaken() throws Exception {
        Manner tooLong = Fellow.longerThan(64 * 1024 * 1024);
        Fellow standby = fellow(Fellow.WELL);

        assertNotServed(ask(fellow(tooLong).address(), List.of()), "67108864 bytes or more");
        assertThat(ask(fellow(tooLong).address(), List.of(standby.address())))
                .isEqualTo(together());
    }

    @Test
    void turnsFromAnOwnerThatIsGone() throws Exception {
        Fellow gone = fellow(Fellow.WELL);
        gone.close();
        Fellow standby = fellow(Fellow.WELL);

        assertThat(ask(gone.address(), List.of(standby.address()))).isEqualTo(together());
        assertNotServed(ask(gone.address(), List.of()), "cannot be reached");
    }

    @Test
    void asksTheCopyHereAndThenAnotherStandby() throws Exception {
        Fellow owner = fellow(Fellow.BREAKING_OFF);
        Fellow standby = fellow(Fellow.WELL);
        Presence following = new Presence.Standby(7);
        List<HostInfo> standbys = List.of(standby.address());

        Crossed<Trace> fromHere = ask(places(following, owner.address(), standbys), this::lendOne);
        assertThat(fromHere).isEqualTo(together());
        assertThat(standby.asked()).isEmpty();

        Crossed<Trace> fromThere = ask(places(following, owner.address(), standbys), NOTHING_HERE);
        assertThat(fromThere).isEqualTo(together());
        assertThat(standby.asked()).isNotEmpty();
    }

    @Test
    void aProductOfWhichThereIsNoLogIsUnknown() throws Exception {
        valveLog.clear();
        Fellow owner = fellow(Fellow.WELL);

        assertThat(only(ask(owner.address(), List.of())).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void anInstanceThatAllowsLessIsAProblemOfItsOwn() throws Exception {
        Fellow owner =
                fellow(
                        Fellow.status(
                                401,
                                "{\"type\":\"https://goldthread.dev/problems/token-required\"}"));

        assertThatThrownBy(() -> ask(owner.address(), List.of()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("give every instance the same secrets/tokens");
    }

    private void assertNotServed(Crossed<Trace> crossed, String because) {
        Reached reached = only(crossed);
        assertThat(reached.state()).isEqualTo(State.NOT_SERVED);
        assertThat(reached.because()).contains(because);
        assertThat(reached.asOf()).isEmpty();
        // Of its log nothing counts, also not the part that came.
        assertThat(crossed.answer().nodes())
                .extracting(node -> node.node().ref())
                .containsExactlyInAnyOrder(ROOT, new NodeRef(VALVE, "Requirement", "V0"));
    }

    private static Reached only(Crossed<Trace> crossed) {
        assertThat(crossed.products()).hasSize(1);
        assertThat(crossed.products().getFirst().product()).isEqualTo(VALVE);
        return crossed.products().getFirst();
    }

    private Crossed<Trace> together() {
        return ask((_, _) -> new Lent.Graph(valve));
    }

    private Crossed<Trace> ask(HostInfo owner, List<HostInfo> standbys) {
        return ask(places(ABSENT, owner, standbys), NOTHING_HERE);
    }

    private static FakePlaces places(Presence here, HostInfo owner, List<HostInfo> standbys) {
        return new FakePlaces(here, Optional.of(owner), standbys);
    }

    private Crossed<Trace> ask(FakePlaces places, Function<Wish, LentPiece> here) {
        Instances instances =
                new Instances(
                        new Routing(SELF, places, InstantSource.system()),
                        new Forwarder(new InstanceAddress("http", SELF)));
        opened.add(instances);
        PartitionAsk ask = new PartitionAsk(new Fellows(Optional.of(instances)));
        return ask(new LentProducts(places::partitionOf, here, ask).forOneQuestion());
    }

    private Crossed<Trace> ask(OtherProducts others) {
        return Crossing.ask(
                        pump,
                        PUMP,
                        AsOf.NOW,
                        others,
                        Optional.empty(),
                        NodeAllowance.UNBOUNDED,
                        view -> tracer.around(view, ROOT, Way.BOTH, TraceFilter.NONE))
                .orElseThrow();
    }

    private Fellow fellow(Manner... manners) throws IOException {
        Fellow fellow = new Fellow(this::lend, manners);
        opened.add(fellow);
        return fellow;
    }

    private String lend(String path, String question) {
        return LentJson.of(lendOne(LentJson.wish(Json.parse(question)))).toString();
    }

    private String lendAll(String path, String question) {
        Wish wish = LentJson.wish(Json.parse(question));
        return LentJson.of(lend(wish, wish.nodes().size())).toString();
    }

    /** One node and no more, so that a question takes several pieces. */
    private LentPiece lendOne(Wish wish) {
        return lend(wish, 1);
    }

    private LentPiece lend(Wish wish, int wanted) {
        long end = wish.upTo().orElse(valveLog.size() - 1L);
        Optional<Position> position =
                end < 0 ? Optional.empty() : Optional.of(new Position(end, SEALED));
        return new LentPiece(
                position,
                position,
                Set.of(),
                wanted,
                List.of(),
                IntStream.range(0, (int) end + 1)
                        .mapToObj(valveLog::get)
                        .filter(entry -> names(entry, wish.nodes().subList(0, wanted)))
                        .map(LentProductsTest::row)
                        .toList());
    }

    private static boolean names(LedgerEntry entry, List<NodeRef> nodes) {
        EventBody body = body(entry);
        return nodes.contains(body.event().subject())
                || body.event().links().stream().anyMatch(link -> nodes.contains(link.to()));
    }

    /** As the store lays it out: kind, seq, microseconds, the front of the body. */
    private static StatedRow row(LedgerEntry entry) {
        byte[] front = body(entry).front().toBytes(0);
        return new StatedRow(
                new Bytes(
                        ByteBuffer.allocate(17 + front.length)
                                .put((byte) 1)
                                .putLong(entry.seq())
                                .putLong(entry.sealedAt().getEpochSecond() * 1_000_000)
                                .put(front)
                                .array()));
    }

    private static EventBody body(LedgerEntry entry) {
        return ((LedgerEntry.Content.Decoded) entry.content()).body();
    }

    private LedgerEntry entry(Product product, String id, long seq, Product other, String refined) {
        String json =
                """
                {"id":"e-%d","product":"%s","type":"requirement.recorded","occurredAt":"2026-01-06T09:00:00Z",\
                "actor":{"kind":"HUMAN","id":"p-1006"},"source":{"uri":"https://tracker.example.org","tool":"jira"},\
                "subject":{"type":"Requirement","id":"%s"},\
                "links":[{"relation":"refines","to":{"product":"%s","type":"Requirement","id":"%s"}}],\
                "data":{"revision":"1","title":"Stop at the limit","level":"SOFTWARE"}}"""
                        .formatted(seq, product.name(), id, other.name(), refined);
        Admission admission =
                gate.admit(
                        json.getBytes(StandardCharsets.UTF_8),
                        new Submission("test", "http", Optional.empty()),
                        SEALED);
        assertThat(admission).isInstanceOf(Admission.Accepted.class);
        return new LedgerEntry(
                product,
                seq,
                SEALED,
                Digest.ZERO,
                new LedgerEntry.Content.Decoded(
                        EventBody.of(((Admission.Accepted) admission).event())));
    }
}
