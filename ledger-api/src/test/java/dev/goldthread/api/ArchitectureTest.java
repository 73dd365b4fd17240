package dev.goldthread.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The flow of the API: foreign, evidence, gate, component, drawing, security, tracker and owned
 * stand alone; foreign → report, adapter; owned → person; gate → metrics; evidence, gate, adapter,
 * tracker, person → connection; all of them → http → node; tracker, person → git; adapter, person →
 * ci; gate, adapter → inbox; demo and verifier stand alone; node → bench; routing → http, node,
 * cli; outbound → witness, monitor, listing → cli; witness → node; node, report, ci, git,
 * connection, demo, drawing, bench, witness, monitor and verifier → cli.
 */
class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.goldthread.api");

    /**
     * Commands that run a ledger, or a part of one, or mend one that is stopped, and their parts.
     */
    private static final Set<String> RUN_A_LEDGER =
            Set.of(
                    "ServeCommand",
                    "DemoCommand",
                    "RegistryCommand",
                    "RecoverCommand",
                    "NodeFlags",
                    "NodeProgress");

    @Test
    void questionsHaveThreadsOfTheirOwn() {
        classes()
                .that()
                .areAnnotatedWith("io.micronaut.http.annotation.Controller")
                .and(askTheGraph())
                .should()
                .beAnnotatedWith("dev.goldthread.api.http.InTurn")
                .because(
                        "a question may compute for long, and a virtual thread that computes lets no other on")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> askTheGraph() {
        return DescribedPredicate.describe(
                "ask the graph",
                each ->
                        each.getDirectDependenciesFromSelf().stream()
                                .map(dependency -> dependency.getTargetClass().getSimpleName())
                                .anyMatch(Set.of("Answers", "GraphReader", "LentPiece")::contains));
    }

    @Test
    void arrowsPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("foreign")
                .definedBy("..api.foreign..")
                .layer("evidence")
                .definedBy("..api.evidence..")
                .layer("gate")
                .definedBy("..api.gate..")
                .layer("report")
                .definedBy("..api.report..")
                .layer("adapter")
                .definedBy("..api.adapter..")
                .layer("ci")
                .definedBy("..api.ci..")
                .layer("inbox")
                .definedBy("..api.inbox..")
                .layer("manifest")
                .definedBy("..api.manifest..")
                .layer("component")
                .definedBy("..api.component..")
                .layer("security")
                .definedBy("..api.security..")
                .layer("metrics")
                .definedBy("..api.metrics..")
                .layer("http")
                .definedBy("..api.http..")
                .layer("routing")
                .definedBy("..api.routing..")
                .layer("node")
                .definedBy("..api.node..")
                .layer("git")
                .definedBy("..api.git..")
                .layer("bench")
                .definedBy("..api.bench..")
                .layer("demo")
                .definedBy("..api.demo..")
                .layer("verifier")
                .definedBy("..api.verifier..")
                .layer("outbound")
                .definedBy("..api.outbound..")
                .layer("listing")
                .definedBy("..api.listing..")
                .layer("witness")
                .definedBy("..api.witness..")
                .layer("monitor")
                .definedBy("..api.monitor..")
                .layer("connection")
                .definedBy("..api.connection..")
                .layer("tracker")
                .definedBy("..api.tracker..")
                .layer("person")
                .definedBy("..api.person..")
                .layer("owned")
                .definedBy("..api.owned..")
                .layer("drawing")
                .definedBy("..api.drawing..")
                .layer("cli")
                .definedBy("..api.cli..")
                .whereLayer("foreign")
                .mayNotAccessAnyLayer()
                .whereLayer("evidence")
                .mayNotAccessAnyLayer()
                .whereLayer("gate")
                .mayNotAccessAnyLayer()
                .whereLayer("report")
                .mayOnlyAccessLayers("foreign")
                .whereLayer("adapter")
                .mayOnlyAccessLayers("foreign")
                .whereLayer("ci")
                .mayOnlyAccessLayers("adapter")
                .whereLayer("inbox")
                .mayOnlyAccessLayers("gate", "adapter")
                .whereLayer("manifest")
                .mayOnlyAccessLayers("adapter", "ci")
                .whereLayer("component")
                .mayNotAccessAnyLayer()
                .whereLayer("security")
                .mayNotAccessAnyLayer()
                .whereLayer("metrics")
                .mayOnlyAccessLayers("gate")
                .whereLayer("routing")
                .mayNotAccessAnyLayer()
                .whereLayer("http")
                .mayOnlyAccessLayers(
                        "foreign",
                        "routing",
                        "evidence",
                        "gate",
                        "report",
                        "adapter",
                        "component",
                        "connection",
                        "security",
                        "metrics",
                        "drawing")
                .whereLayer("drawing")
                .mayNotAccessAnyLayer()
                .whereLayer("node")
                .mayOnlyAccessLayers(
                        "routing",
                        "evidence",
                        "gate",
                        "adapter",
                        "inbox",
                        "connection",
                        "person",
                        "security",
                        "metrics",
                        "http",
                        "witness")
                .whereLayer("connection")
                .mayOnlyAccessLayers(
                        "foreign", "evidence", "gate", "adapter", "tracker", "person", "owned")
                .whereLayer("tracker")
                .mayNotAccessAnyLayer()
                .whereLayer("person")
                .mayOnlyAccessLayers("owned")
                .whereLayer("owned")
                .mayNotAccessAnyLayer()
                .whereLayer("git")
                .mayOnlyAccessLayers("tracker", "person", "owned")
                .whereLayer("bench")
                .mayOnlyAccessLayers("node")
                .whereLayer("demo")
                .mayNotAccessAnyLayer()
                .whereLayer("verifier")
                .mayNotAccessAnyLayer()
                .whereLayer("outbound")
                .mayNotAccessAnyLayer()
                .whereLayer("listing")
                .mayOnlyAccessLayers("foreign", "outbound")
                .whereLayer("witness")
                .mayOnlyAccessLayers("outbound")
                .whereLayer("monitor")
                .mayOnlyAccessLayers("outbound")
                .whereLayer("cli")
                .mayOnlyAccessLayers(
                        "listing",
                        "evidence",
                        "foreign",
                        "routing",
                        "node",
                        "report",
                        "ci",
                        "manifest",
                        "git",
                        "tracker",
                        "person",
                        "adapter",
                        "connection",
                        "owned",
                        "demo",
                        "drawing",
                        "bench",
                        "verifier",
                        "outbound",
                        "witness",
                        "monitor")
                .because(
                        "an event comes in through few doors and always in the same order, and a"
                                + " reader should see that from the imports")
                .check(CLASSES);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("dev.goldthread.api.(**)")
                .should()
                .beFreeOfCycles()
                .because("a room that needs its neighbour's neighbour cannot be understood alone")
                .check(CLASSES);
    }

    @Test
    void onlyCommandsThatRunALedgerKnowHowOneRuns() {
        noClasses()
                .that()
                .resideInAPackage("..api.cli..")
                .and(DescribedPredicate.not(runALedger()))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..api.node..", "io.micronaut..")
                .because(
                        "every other command is a client, as a program elsewhere is: over HTTP, or"
                                + " reading the ledger topic itself")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> runALedger() {
        return DescribedPredicate.describe(
                "of serve, demo, registry or recover",
                type -> RUN_A_LEDGER.contains(outermost(type).getSimpleName()));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    @Test
    void theVerifierNeedsTheCoreAndTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("..api.verifier..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.goldthread.api.verifier..",
                        "dev.goldthread.core.bundle..",
                        "dev.goldthread.core.event..",
                        "dev.goldthread.core.seal..",
                        "dev.goldthread.core.timestamp..",
                        "com.fasterxml.jackson.core..",
                        "java.io..",
                        "java.lang..",
                        "java.nio..",
                        "java.security.cert..",
                        "java.time..",
                        "java.util..",
                        "org.jspecify..")
                .because(
                        "an auditor runs it without the rest and without a network: its jar holds"
                                + " nothing else")
                .check(CLASSES);
    }

    @Test
    void onlyHttpAndItsStartKnowTheFramework() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..api.http..", "..api.node..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micronaut..")
                .because("what an event goes through must not hang on a web framework")
                .check(CLASSES);
    }

    @Test
    void onlyEvidenceKnowsTheBucketsLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..api.evidence..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .because("where evidence lies is nobody else's business")
                .check(CLASSES);
    }

    @Test
    void onlyTheLayoutKnowsTheLayoutLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..api.drawing.layout..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.elk..", "org.eclipse.emf..")
                .because("a drawing asks where things go, and how that is found is one place's")
                .check(CLASSES);
    }

    @Test
    void onlyMetricsKnowTheMetricsLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..api.metrics..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .because("stages count with plain numbers; how those are published is one place's")
                .check(CLASSES);
    }
}
