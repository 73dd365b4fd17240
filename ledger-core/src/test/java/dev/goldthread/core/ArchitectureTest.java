package dev.goldthread.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.ForwardingView;
import org.junit.jupiter.api.Test;

/**
 * The flow of the core: event → gate → seal → graph → walk → finding → trace, arrows one way;
 * finding → environment → trace; graph → crossing; seal → witness, timestamp; seal and timestamp →
 * bundle; event → population → trace.
 */
class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.goldthread.core");

    /** Else one and the same edge would count for one question and not for the other. */
    @Test
    void aViewThatTellsOtherEdgesTellsThemOfEachRelationToo() {
        assertThat(CLASSES)
                .filteredOn(each -> each.isAssignableTo(ForwardingView.class))
                .filteredOn(each -> each.tryGetMethod("effects", NodeRef.class).isPresent())
                .hasSizeGreaterThan(3)
                .allSatisfy(
                        each ->
                                assertThat(
                                                each.tryGetMethod(
                                                        "effects", NodeRef.class, String.class))
                                        .as(each.getName())
                                        .isPresent());
    }

    @Test
    void arrowsPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("event")
                .definedBy("..core.event..")
                .layer("gate")
                .definedBy("..core.gate..")
                .layer("seal")
                .definedBy("..core.seal..")
                .layer("graph")
                .definedBy("..core.graph..")
                .layer("walk")
                .definedBy("..core.walk..")
                .layer("crossing")
                .definedBy("..core.crossing..")
                .layer("finding")
                .definedBy("..core.finding..")
                .layer("environment")
                .definedBy("..core.environment..")
                .layer("trace")
                .definedBy("..core.trace..")
                .layer("bundle")
                .definedBy("..core.bundle..")
                .layer("witness")
                .definedBy("..core.witness..")
                .layer("timestamp")
                .definedBy("..core.timestamp..")
                .layer("population")
                .definedBy("..core.population..")
                .whereLayer("event")
                .mayNotAccessAnyLayer()
                .whereLayer("gate")
                .mayOnlyAccessLayers("event")
                .whereLayer("seal")
                .mayOnlyAccessLayers("event")
                .whereLayer("graph")
                .mayOnlyAccessLayers("event", "seal")
                .whereLayer("walk")
                .mayOnlyAccessLayers("event", "graph")
                .whereLayer("crossing")
                .mayOnlyAccessLayers("event", "graph")
                .whereLayer("finding")
                .mayOnlyAccessLayers("event", "graph", "walk")
                .whereLayer("environment")
                .mayOnlyAccessLayers("event", "graph", "walk", "finding")
                .whereLayer("trace")
                .mayOnlyAccessLayers(
                        "event", "graph", "walk", "finding", "environment", "population")
                .whereLayer("population")
                .mayOnlyAccessLayers("event")
                .whereLayer("bundle")
                .mayOnlyAccessLayers("event", "seal", "timestamp")
                .whereLayer("witness")
                .mayOnlyAccessLayers("event", "seal")
                .whereLayer("timestamp")
                .mayOnlyAccessLayers("event", "seal")
                .because(
                        "an event travels event → gate → seal → graph → walk → finding → trace, and"
                                + " a reader should see that from the imports")
                .check(CLASSES);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("dev.goldthread.core.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a room that needs its neighbour's neighbour cannot be understood alone")
                .check(CLASSES);
    }

    @Test
    void theCoreIsPure() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "org.rocksdb..",
                        "io.micronaut..",
                        "java.net..",
                        "java.nio.file..",
                        "java.io.File..")
                .because(
                        "the offline verifier and a replay run this very code: no Kafka, no HTTP,"
                                + " no files")
                .check(CLASSES);
    }

    @Test
    void theCoreHasNoClock() {
        noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .because(
                        "time and chance enter as data, so that a replay of the same events gives"
                                + " the same bytes")
                .check(CLASSES);
    }
}
