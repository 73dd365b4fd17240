package dev.goldthread.api.connection;

import dev.goldthread.api.adapter.Adapter;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.argocd.ArgoCdAdapter;
import dev.goldthread.api.adapter.cdevents.CdEventsAdapter;
import dev.goldthread.api.adapter.cloudevents.CloudEventsAdapter;
import dev.goldthread.api.adapter.eiffel.EiffelAdapter;
import dev.goldthread.api.adapter.flux.FluxAdapter;
import dev.goldthread.api.adapter.generic.GenericAdapter;
import dev.goldthread.api.adapter.github.GitHubAdapter;
import dev.goldthread.api.adapter.gitlab.GitLabAdapter;
import dev.goldthread.api.adapter.intoto.InTotoAdapter;
import dev.goldthread.api.adapter.jenkins.JenkinsAdapter;
import dev.goldthread.api.adapter.jira.JiraAdapter;
import dev.goldthread.api.adapter.mlflow.MlflowAdapter;
import dev.goldthread.api.adapter.opa.OpaAdapter;
import dev.goldthread.api.adapter.openlineage.OpenLineageAdapter;
import dev.goldthread.api.adapter.sigstore.SigstoreAdapter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The formats that a connection may have. */
final class Adapters {

    private static final List<Adapter> ALL =
            List.of(
                    new GitHubAdapter(),
                    new GitLabAdapter(),
                    new JiraAdapter(),
                    new JenkinsAdapter(),
                    new ArgoCdAdapter(),
                    new FluxAdapter(),
                    new MlflowAdapter(),
                    new OpaAdapter(),
                    new CloudEventsAdapter(new CdEventsAdapter()),
                    new CdEventsAdapter(),
                    new InTotoAdapter(),
                    new SigstoreAdapter(),
                    new EiffelAdapter(),
                    new OpenLineageAdapter());

    private Adapters() {}

    static List<String> formats() {
        return Stream.concat(ALL.stream().map(Adapter::name), Stream.of(GenericAdapter.NAME))
                .sorted()
                .toList();
    }

    /**
     * @param mappings of the connection, for the format that needs them
     */
    static Optional<Adapter> of(String format, Member mappings) {
        return format.equals(GenericAdapter.NAME)
                ? Optional.of(GenericAdapter.of(mappings))
                : ALL.stream().filter(adapter -> adapter.name().equals(format)).findFirst();
    }
}
