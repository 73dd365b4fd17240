package dev.goldthread.streams;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * The flow of the streams: topic → serde → registry; ledger → seal; ledger → verify → checkpoint,
 * which keys feeds; disk → keys; ledger → project → query; checkpoint → export, audit; topic →
 * emit.
 */
class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.goldthread.streams");

    @Test
    void arrowsPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("disk")
                .definedBy("..streams.disk..")
                .layer("opening")
                .definedBy("..streams.opening..")
                .layer("topic")
                .definedBy("..streams.topic..")
                .layer("serde")
                .definedBy("..streams.serde..")
                .layer("registry")
                .definedBy("..streams.registry..")
                .layer("embedded")
                .definedBy("..streams.embedded..")
                .layer("ledger")
                .definedBy("..streams.ledger..")
                .layer("seal")
                .definedBy("..streams.seal..")
                .layer("project")
                .definedBy("..streams.project..")
                .layer("query")
                .definedBy("..streams.query..")
                .layer("verify")
                .definedBy("..streams.verify..")
                .layer("keys")
                .definedBy("..streams.keys..")
                .layer("checkpoint")
                .definedBy("..streams.checkpoint..")
                .layer("export")
                .definedBy("..streams.export..")
                .layer("audit")
                .definedBy("..streams.audit..")
                .layer("emit")
                .definedBy("..streams.emit..")
                .whereLayer("disk")
                .mayNotAccessAnyLayer()
                .whereLayer("opening")
                .mayNotAccessAnyLayer()
                .whereLayer("topic")
                .mayNotAccessAnyLayer()
                .whereLayer("serde")
                .mayOnlyAccessLayers("topic")
                .whereLayer("registry")
                .mayOnlyAccessLayers("topic", "serde")
                .whereLayer("embedded")
                .mayOnlyAccessLayers("topic")
                .whereLayer("ledger")
                .mayOnlyAccessLayers("topic", "serde")
                .whereLayer("seal")
                .mayOnlyAccessLayers("opening", "topic", "serde", "ledger")
                .whereLayer("project")
                .mayOnlyAccessLayers("opening", "topic", "serde", "ledger")
                .whereLayer("query")
                .mayOnlyAccessLayers("topic", "serde", "ledger", "project")
                .whereLayer("verify")
                .mayOnlyAccessLayers("topic", "serde", "ledger")
                .whereLayer("keys")
                .mayOnlyAccessLayers("disk")
                .whereLayer("checkpoint")
                .mayOnlyAccessLayers("opening", "topic", "serde", "ledger", "verify", "keys")
                .whereLayer("export")
                .mayOnlyAccessLayers("topic", "serde", "ledger", "checkpoint")
                .whereLayer("audit")
                .mayOnlyAccessLayers("topic", "serde", "ledger", "verify", "checkpoint")
                .whereLayer("emit")
                .mayOnlyAccessLayers("topic")
                .because("sealing and projecting meet only on the ledger topic, never in code")
                .check(CLASSES);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("dev.goldthread.streams.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a room that needs its neighbour's neighbour cannot be understood alone")
                .check(CLASSES);
    }

    @Test
    void onlyTheRestoreTouchesAnInternalTypeOfKafkaStreams() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.goldthread.streams.project.LedgerRestore")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.streams..internals..")
                .because("the public restore callback shows neither headers nor offsets (KIP-813)")
                .check(CLASSES);
    }

    @Test
    void knowsNothingOfHttpFrameworks() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micronaut..", "dev.goldthread.api..")
                .because("module ledger-api stands on this one, not the other way round")
                .check(CLASSES);
    }
}
