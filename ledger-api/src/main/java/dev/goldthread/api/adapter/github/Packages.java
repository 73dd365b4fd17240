package dev.goldthread.api.adapter.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Forge;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import java.util.List;
import java.util.Optional;

/**
 * Packages and container images. GitHub does not say which run published one, and an artifact
 * without its build is no thread: the image's label {@code dev.goldthread.build} has to.
 */
final class Packages {

    private static final String BUILD_LABEL = "dev.goldthread.build";
    private static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private Packages() {}

    static Reading read(Message message, String member) {
        Member bundle = message.body().at(member);
        Member version = bundle.at("package_version");
        Member container = version.at("container_metadata");
        Optional<String> build =
                Optional.of(container.at("labels/all_labels").pointed("/" + BUILD_LABEL))
                        .flatMap(Member::text);
        Optional<String> digest =
                container
                        .at("tag/digest")
                        .text()
                        .or(() -> version.at("version").text())
                        .flatMap(Forge::digest);
        Optional<Long> size = container.at("manifest/size").number();
        if (build.isEmpty() || digest.isEmpty() || size.isEmpty()) {
            return message.unmapped(
                    "it does not say which build published which digest of which size: label the image %s=<URL of the run>, or emit artifact.published from the workflow"
                            .formatted(BUILD_LABEL));
        }
        Draft draft =
                message.draft(
                                "artifact.published",
                                version.at("created_at").needTime(),
                                digest.get())
                        .subject("Artifact", digest.get())
                        .link("producedBy", "Build", build.get(), Strength.DECLARED);
        message.by(draft, message.sender());
        ObjectNode data =
                draft.data()
                        .put(
                                "mediaType",
                                container.at("manifest/media_type").text().orElse(OCI_MANIFEST))
                        .put("sizeBytes", size.get())
                        .put("name", bundle.at("name").needText());
        container.at("tag/name").text().ifPresent(tag -> data.put("version", tag));
        version.at("html_url").text().ifPresent(uri -> data.put("uri", uri));
        return Message.events(List.of(draft));
    }
}
