package dev.goldthread.api.adapter.standard;

import dev.goldthread.api.adapter.Adapter;
import dev.goldthread.api.adapter.cdevents.CdEventsAdapter;
import dev.goldthread.api.adapter.cloudevents.CloudEventsAdapter;
import dev.goldthread.api.adapter.eiffel.EiffelAdapter;
import dev.goldthread.api.adapter.intoto.InTotoAdapter;
import dev.goldthread.api.adapter.openlineage.OpenLineageAdapter;
import dev.goldthread.api.adapter.sigstore.SigstoreAdapter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The adapters of standards, and what the specifications say of every sample. */
final class Corpus {

    static final List<Adapter> ADAPTERS =
            List.of(
                    new CloudEventsAdapter(new CdEventsAdapter()),
                    new CdEventsAdapter(),
                    new InTotoAdapter(),
                    new SigstoreAdapter(),
                    new EiffelAdapter(),
                    new OpenLineageAdapter());

    /**
     * One line per file: folder/file, adapter, and what comes out: {@code events} with their types,
     * {@code unmapped} with what the sender calls it, or {@code refused} with the place.
     */
    private static final String EXPECTED =
            """
            cloudevents/features__kafka-protocol-binding.feature | cloudevents | refused header:content-type
            cloudevents/http-binary-1.txt | cloudevents | refused
            cloudevents/http-binary-2.txt | cloudevents | refused
            cloudevents/http-binary-5.txt | cloudevents | refused /0/type
            cloudevents/http-binary-6.txt | cloudevents | refused /0/type
            cloudevents/kafka-2.txt | cloudevents | refused header:content-type
            cloudevents/yaml__v1.yaml | cloudevents | refused header:content-type
            cloudevents/json-format-2.json | cloudevents | unmapped com.example.someevent
            cloudevents/json-format-3.json | cloudevents | unmapped com.example.someevent
            cloudevents/json-format-4.json | cloudevents | unmapped com.example.someevent
            cloudevents/json-format-7.json | cloudevents | refused /0/data_base64
            cloudevents/v1__base64_json_data_with_ext.json | cloudevents | unmapped mock.test
            cloudevents/v1__base64_text_data.json | cloudevents | unmapped mock.test
            cloudevents/v1__base64_xml_data.json | cloudevents | unmapped mock.test
            cloudevents/v1__binary_attr.json | cloudevents | unmapped mock.test
            cloudevents/v1__fail_numeric_long.json | cloudevents | refused /long
            cloudevents/v1__json_data.json | cloudevents | unmapped mock.test
            cloudevents/v1__json_data_with_ext.json | cloudevents | unmapped mock.test
            cloudevents/v1__json_data_with_ext_upper_case.json | cloudevents | refused /aString
            cloudevents/v1__json_data_with_fractional_time.json | cloudevents | unmapped mock.test
            cloudevents/v1__min.json | cloudevents | unmapped mock.test
            cloudevents/v1__min_subject_null.json | cloudevents | unmapped mock.test
            cloudevents/v1__numeric_ext.json | cloudevents | unmapped mock.test
            cloudevents/v1__text_data.json | cloudevents | unmapped mock.test
            cdevents/cloudevents-binding-line91.txt | cloudevents | refused /context/timestamp
            cdevents/conformance__approval_created.json | cdevents | unmapped approval.created
            cdevents/conformance__approval_updated.json | cdevents | unmapped approval.updated
            cdevents/conformance__artifact_downloaded.json | cdevents | unmapped artifact.downloaded
            cdevents/conformance__artifact_published.json | cdevents | unmapped artifact.published
            cdevents/conformance__artifact_signed.json | cdevents | unmapped artifact.signed
            cdevents/conformance__build_queued.json | cdevents | unmapped build.queued
            cdevents/conformance__change_merged.json | cdevents | unmapped change.merged
            cdevents/conformance__environment_created.json | cdevents | unmapped environment.created
            cdevents/conformance__environment_deleted.json | cdevents | unmapped environment.deleted
            cdevents/conformance__environment_modified.json | cdevents | unmapped environment.modified
            cdevents/conformance__formats__domainid.json | cdevents | refused /context
            cdevents/conformance__incident_reported.json | cdevents | unmapped incident.reported
            cdevents/conformance__pipelinerun_finished.json | cdevents | unmapped pipelinerun.finished
            cdevents/conformance__pipelinerun_queued.json | cdevents | unmapped pipelinerun.queued
            cdevents/conformance__pipelinerun_started.json | cdevents | unmapped pipelinerun.started
            cdevents/conformance__repository_created.json | cdevents | unmapped repository.created
            cdevents/conformance__repository_deleted.json | cdevents | unmapped repository.deleted
            cdevents/conformance__service_published.json | cdevents | unmapped service.published
            cdevents/conformance__service_upgraded.json | cdevents | events deployment.finished
            cdevents/conformance__taskrun_finished.json | cdevents | unmapped taskrun.finished
            cdevents/conformance__taskrun_started.json | cdevents | unmapped taskrun.started
            cdevents/conformance__testcaserun_finished.json | cdevents | unmapped testcaserun.finished
            cdevents/conformance__testcaserun_started.json | cdevents | unmapped testcaserun.started
            cdevents/conformance__testsuiterun_queued.json | cdevents | unmapped testsuiterun.queued
            cdevents/conformance__testsuiterun_started.json | cdevents | unmapped testsuiterun.started
            cdevents/conformance__ticket_updated.json | cdevents | unmapped ticket.updated
            cdevents/custom__conformance.json | cdevents | unmapped dev.cdeventsx.mytool-resource.created.0.1.0
            in-toto/release-4.statement.json | intoto | unmapped https://github.com/npm/attestation/tree/main/specs/publish/v0.1
            in-toto/release-5.statement.json | intoto | unmapped https://in-toto.io/attestation/release/v0.1
            in-toto/scai-1.statement.json | intoto | refused /subject/0/digest/sha256
            in-toto/scai-2.statement.json | intoto | refused /subject/0/digest/sha256
            in-toto/slsa-provenance-v1-github-actions.statement.json | intoto | events artifact.attested build.finished
            in-toto/svr-1.statement.json | intoto | refused /subject/0/digest/sha256
            in-toto/test-result-1.statement.json | intoto | events testrun.finished
            dsse/annotated-tag.intoto.jsonl | intoto | events artifact.attested build.finished
            dsse/bcr__MODULE.bazel.intoto.jsonl | sigstore | events artifact.attested build.finished
            dsse/binary-linux-amd64-expired-cert.intoto.jsonl | intoto | events artifact.attested build.finished
            dsse/binary-linux-amd64-multi-subject-first.intoto.jsonl | intoto | events artifact.attested build.finished
            dsse/binary-linux-amd64-multi-subject-second.intoto.jsonl | intoto | events artifact.attested build.finished
            dsse/binary-linux-amd64-untrusted-builder.intoto.jsonl | intoto | events artifact.attested build.finished
            dsse/dsse-spec-hello-world.json | intoto | unmapped http://example.com/HelloWorld
            dsse/gcb_container__v0.3__gcloud-container-gcs.json | intoto | refused /payloadType
            dsse/gcb_container__v0.3__gcloud-container-github.json | intoto | refused /payloadType
            dsse/gcb_container__v0.3__gcloud-container-mismatch-payload-digest.json | intoto | refused /payloadType
            dsse/gcb_container__v0.3__gcloud-container-no-signature.json | intoto | refused /provenance_summary/provenance/0/envelope/payloadType
            dsse/gha_container-based__v1.7.0__binary-linux-amd64-workflow_dispatch.intoto.sigstore | sigstore | events artifact.attested build.finished
            dsse/gha_container-based__v1.7.0__gha_container-based-binary-linux-amd64-v13.0.30.intoto.sigstore | sigstore | events artifact.attested build.finished
            dsse/gha_container-based__v1.7.0__gha_container-based-binary-linux-amd64-v14.intoto.sigstore | sigstore | events artifact.attested build.finished
            sigstore/samples__bundles__PKIX_ECDSA_P256_SHA_256.sigstore.json | sigstore | events artifact.signed
            sigstore/samples__bundles__PKIX_ECDSA_P521_SHA_512.sigstore.json | sigstore | unmapped messageSignature
            sigstore/samples__bundles__PKIX_RSA_PKCS1V15_3072_SHA256.sigstore.json | sigstore | events artifact.signed
            sigstore/samples__bundles__PKIX_RSA_PKCS1V15_4096_SHA256.sigstore.json | sigstore | events artifact.signed
            sigstore/samples__bundles__bundle-no-digest.sigstore | sigstore | unmapped messageSignature
            sigstore/samples__bundles__bundle-with-bad-checkpoint-signature.sigstore | sigstore | events artifact.signed
            sigstore/samples__bundles__bundle-with-mismatched-set.sigstore | sigstore | events artifact.signed
            sigstore/samples__bundles__bundle.dsse.bad-signature.sigstore | sigstore | events artifact.attested build.finished
            sigstore/samples__bundles__bundle.dsse.mismatched-envelope.sigstore | sigstore | events artifact.attested build.finished
            sigstore/samples__bundles__bundle.dsse.mismatched-signature.sigstore | sigstore | events artifact.attested build.finished
            sigstore/samples__bundles__bundle.dsse.rekor-v2.bad-signature.sigstore | sigstore | events artifact.attested
            sigstore/samples__bundles__bundle.dsse.rekor-v2.mismatched-signature.sigstore | sigstore | events artifact.attested
            sigstore/samples__bundles__bundle.dsse.rekor-v2.sigstore | sigstore | events artifact.attested build.finished
            sigstore/samples__bundles__bundle.dsse.sigstore | sigstore | events artifact.attested build.finished
            sigstore/samples__bundles__bundle.sigstore | sigstore | events artifact.signed
            sigstore/samples__bundles__bundle.v2.no.inclusion.sigstore | sigstore | events artifact.signed
            sigstore/samples__bundles__bundle.v3_1.no.inclusion.sigstore | sigstore | events artifact.signed
            sigstore/samples__bundles__bundle.v3_1.sigstore | sigstore | events artifact.signed
            sigstore/samples__bundles__github-private-no-tlog__attestation.sigstore.json | sigstore | events artifact.attested build.finished
            sigstore/samples__checkpoints__error_header_body_separator.txt | sigstore | refused
            sigstore/samples__checkpoints__error_header_count.txt | sigstore | refused
            sigstore/samples__checkpoints__error_no_newline_after_signature.txt | sigstore | refused
            sigstore/samples__checkpoints__error_signature_format_invalid.txt | sigstore | refused
            sigstore/samples__rekor-response__valid__entry-no-inclusion-proof.json | sigstore | refused /mediaType
            sigstore/samples__rekor-response__valid__entry.json | sigstore | refused /mediaType
            sigstore/samples__timestamp-response__valid__freetsa_response.tsr | sigstore | refused
            sigstore/samples__timestamp-response__valid__sigstage_tsa_response_with_embedded_certs.tsr | sigstore | refused
            sigstore/samples__timestamp-response__valid__sigstage_tsa_response_without_embedded_certs.tsr | sigstore | refused
            sigstore/samples__timestamp-response__valid__sigstore_tsa_response_without_embedded_certs.tsr | sigstore | refused
            sigstore/trustroot__staging_trusted_root.json | sigstore | refused /mediaType
            sigstore/trustroot__trusted_root.json | sigstore | refused /mediaType
            eiffel/events__EiffelActivityCanceledEvent__simple.json | eiffel | unmapped ActivityCanceled
            eiffel/events__EiffelActivityFinishedEvent__simple.json | eiffel | unmapped ActivityFinished
            eiffel/events__EiffelAnnouncementPublishedEvent__simple.json | eiffel | unmapped AnnouncementPublished
            eiffel/events__EiffelArtifactCreatedEvent__backend.json | eiffel | unmapped ArtifactCreated
            eiffel/events__EiffelArtifactCreatedEvent__checksum.json | eiffel | unmapped ArtifactCreated
            eiffel/events__EiffelArtifactCreatedEvent__dependent.json | eiffel | unmapped ArtifactCreated
            eiffel/events__EiffelArtifactCreatedEvent__simple.json | eiffel | unmapped ArtifactCreated
            eiffel/events__EiffelArtifactPublishedEvent__multifile.json | eiffel | unmapped ArtifactPublished
            eiffel/events__EiffelArtifactPublishedEvent__simple.json | eiffel | unmapped ArtifactPublished
            eiffel/events__EiffelCompositionDefinedEvent__simple.json | eiffel | unmapped CompositionDefined
            eiffel/events__EiffelConfidenceLevelModifiedEvent__simple.json | eiffel | unmapped ConfidenceLevelModified
            eiffel/events__EiffelEnvironmentDefinedEvent__host.json | eiffel | unmapped EnvironmentDefined
            eiffel/events__EiffelEnvironmentDefinedEvent__image.json | eiffel | unmapped EnvironmentDefined
            eiffel/events__EiffelEnvironmentDefinedEvent__runtime-env-link.json | eiffel | unmapped EnvironmentDefined
            eiffel/events__EiffelFlowContextDefinedEvent__simple.json | eiffel | unmapped FlowContextDefined
            eiffel/events__EiffelIssueVerifiedEvent__simple.json | eiffel | unmapped IssueVerified
            eiffel/events__EiffelSourceChangeCreatedEvent__simple.json | eiffel | unmapped SourceChangeCreated
            eiffel/events__EiffelTestCaseFinishedEvent__simple.json | eiffel | unmapped TestCaseFinished
            eiffel/events__EiffelTestCaseStartedEvent__simple.json | eiffel | unmapped TestCaseStarted
            eiffel/events__EiffelTestCaseTriggeredEvent__simple-2.0.0.json | eiffel | unmapped TestCaseTriggered
            eiffel/events__EiffelTestExecutionRecipeCollectionCreatedEvent__batches-1.0.0.json | eiffel | unmapped TestExecutionRecipeCollectionCreated
            eiffel/events__EiffelTestExecutionRecipeCollectionCreatedEvent__batches.json | eiffel | unmapped TestExecutionRecipeCollectionCreated
            eiffel/events__EiffelTestExecutionRecipeCollectionCreatedEvent__batchesUri.json | eiffel | unmapped TestExecutionRecipeCollectionCreated
            eiffel/events__EiffelTestSuiteFinishedEvent__simple.json | eiffel | unmapped TestSuiteFinished
            eiffel/flows__delivery-interface__events.json | eiffel | unmapped eiffel events
            openlineage/client__python__tests__serde_example_run_event.json | openlineage | refused /eventTime
            openlineage/proxy__fluentd__events__event_simple.json | openlineage | unmapped COMPLETE
            """;

    private Corpus() {}

    /** What is expected of a file; adapter and outcome. */
    record Expectation(String adapter, String outcome) {}

    static Map<String, Expectation> expected() {
        Map<String, Expectation> expected = new TreeMap<>();
        EXPECTED.lines()
                .map(line -> line.split(" \\| "))
                .forEach(
                        columns ->
                                expected.put(columns[0], new Expectation(columns[1], columns[2])));
        return expected;
    }

    static Adapter adapter(String name) {
        return ADAPTERS.stream()
                .filter(adapter -> adapter.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
