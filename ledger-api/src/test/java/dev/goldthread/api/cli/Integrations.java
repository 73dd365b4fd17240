package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shell commands in deploy/integrations, taken from the files as they are. */
final class Integrations {

    private static final Path FOLDER = Path.of("../deploy/integrations");
    private static final YAMLMapper YAML = new YAMLMapper();

    private Integrations() {}

    static String ofGitHub() throws IOException {
        JsonNode action = YAML.readTree(FOLDER.resolve("github/action.yml").toFile());
        return action.at("/runs/steps/0/run").asText();
    }

    /** The second document is the component itself. */
    static String ofGitLab() throws IOException {
        String text = Files.readString(FOLDER.resolve("gitlab/goldthread.yml"));
        JsonNode component = YAML.readTree(text.substring(text.indexOf("\n---\n") + 5));
        List<String> lines = new ArrayList<>();
        component.at("/goldthread/script").forEach(line -> lines.add(line.asText()));
        return "set -e\n" + String.join("\n", lines);
    }

    static String ofJenkins() throws IOException {
        String text = Files.readString(FOLDER.resolve("jenkins/vars/goldthread.groovy"));
        Matcher matcher = Pattern.compile("sh '''(.+?)'''", Pattern.DOTALL).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("the step runs no sh");
        }
        return matcher.group(1);
    }

    /**
     * Runs commands in a shell that finds this build's {@code goldthread}.
     *
     * @return what they printed
     */
    static String run(Path folder, String commands, Map<String, String> environment)
            throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path goldthread = bin.resolve("goldthread");
        Files.writeString(
                goldthread,
                "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -cp '%s' %s \"$@\"\n"
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                Goldthread.class.getName()));
        Files.setPosixFilePermissions(goldthread, PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", commands);
        builder.environment().keySet().removeIf(name -> name.matches("(CI|GIT|GOLDTHREAD).*"));
        builder.environment().putAll(environment);
        builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        Path log = folder.resolve("commands.log");
        Process process =
                builder.directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!process.waitFor(300, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the commands did not end: " + Files.readString(log));
        }
        String output = Files.readString(log);
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    "the commands ended with %d: %s".formatted(process.exitValue(), output));
        }
        return output;
    }
}
