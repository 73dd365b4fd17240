package dev.goldthread.api.story;

import dev.goldthread.api.demo.StoryFiles;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What a trace of the story says once a file of it is left out. */
final class LeftOut {

    private LeftOut() {}

    private static final String NOT_AS_APPROVED = "Environment production-eu NOT_AS_APPROVED";

    /** What runs in production without what the file tells. */
    private static final Map<String, String> RUNNING =
            Map.of(
                    "26-build-1207.json",
                    "Environment production-eu CONFLICT", // what packages the model that runs
                    "33-release-7.2.4-manifest.json",
                    NOT_AS_APPROVED,
                    "42-approval-quality.json",
                    NOT_AS_APPROVED,
                    "43-approval-medical.json",
                    NOT_AS_APPROVED);

    /**
     * Without what rested on the file: what lacks an approval or an exception was deployed without
     * it and runs without it, which is said there, too (docs/story.md).
     *
     * @param problems that the whole story does not have
     */
    static List<String> problems(StoryFiles.File file, Collection<String> problems) {
        return problems.stream()
                .filter(
                        problem ->
                                problem.equals(file.ifRemoved().toString())
                                        || !restsOn(file, problem))
                .sorted()
                .toList();
    }

    private static boolean restsOn(StoryFiles.File file, String problem) {
        return isUnapprovedDeployment(problem) || problem.equals(RUNNING.get(file.name()));
    }

    private static boolean isUnapprovedDeployment(String problem) {
        return problem.startsWith("Deployment ") && problem.endsWith(" UNAPPROVED");
    }
}
