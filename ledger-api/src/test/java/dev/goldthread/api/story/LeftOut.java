package dev.goldthread.api.story;

import dev.goldthread.api.demo.StoryFiles;
import java.util.Collection;
import java.util.List;

/** What a trace of the story says once a file of it is left out. */
final class LeftOut {

    private LeftOut() {}

    /**
     * Without the deployments that rested on the file: what lacks an approval or an exception was
     * deployed without it, which is said there, too (docs/story.md).
     *
     * @param problems that the whole story does not have
     */
    static List<String> problems(StoryFiles.File file, Collection<String> problems) {
        return problems.stream()
                .filter(
                        problem ->
                                problem.equals(file.ifRemoved().toString())
                                        || !isUnapprovedDeployment(problem))
                .sorted()
                .toList();
    }

    private static boolean isUnapprovedDeployment(String problem) {
        return problem.startsWith("Deployment ") && problem.endsWith(" UNAPPROVED");
    }
}
