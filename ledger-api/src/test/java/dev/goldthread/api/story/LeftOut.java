package dev.goldthread.api.story;

import dev.goldthread.api.demo.StoryFiles;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What a trace of the story says once a file of it is left out. */
final class LeftOut {

    private LeftOut() {}

    private static final String UNAPPROVED = "Environment production-eu UNAPPROVED";

    /** What is in force in production without what the file tells. */
    private static final Map<String, String> RUNNING =
            Map.of(
                    "26-build-1207.json",
                    "Environment production-eu CONFLICT", // what packages the model that runs
                    "35-flag.json",
                    UNAPPROVED, // the flag is seen in a state that nothing set
                    "42-approval-quality.json",
                    UNAPPROVED, // the flag, too: no state of it was approved
                    "43-approval-medical.json",
                    UNAPPROVED);

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
