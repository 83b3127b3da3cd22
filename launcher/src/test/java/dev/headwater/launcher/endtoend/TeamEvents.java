package dev.headwater.launcher.endtoend;

import dev.headwater.event.DatasetUsed;
import dev.headwater.event.DeploymentLogged;
import dev.headwater.event.EnvironmentCaptured;
import dev.headwater.event.ModelRegistered;
import dev.headwater.event.RunStarted;
import dev.headwater.event.SourceCaptured;
import java.util.List;
import java.util.Map;

/** What programs of the team in {@link CookbookScene} say of their runs. */
final class TeamEvents {

    static final String ENDPOINT = "https://digits.example.org";

    private TeamEvents() {}

    /** A digest that is easy to recognise: two digits, again and again. */
    static String digest(String digits) {
        return digits.repeat(32);
    }

    static RunStarted.Builder start(String experiment, String user, String host) {
        return RunStarted.newBuilder()
                .setExperiment(experiment)
                .setHost(host)
                .setUser(user)
                .setCommandLine(List.of("python", "train.py"))
                .setWorkingDirectory("/home/" + user)
                .setCollector("headwater-agent")
                .setCollectorVersion("0.1.0");
    }

    static SourceCaptured code(String digits, boolean dirty, String author) {
        return SourceCaptured.newBuilder()
                .setRepository("https://example.org/digits.git")
                .setCommit(digits.repeat(20))
                .setBranch("main")
                .setEntryPoint("train.py")
                .setDirty(dirty)
                .setDiffSha256(dirty ? digest("bd") : null)
                .setAuthor(author)
                .build();
    }

    static EnvironmentCaptured environment(String digits, String python) {
        return new EnvironmentCaptured(
                digest(digits), Map.of("python.version", python, "cpu.count", 2L), Map.of("slurm.job_id", "77"));
    }

    static DatasetUsed.Builder data(String name, String role, String digits) {
        return DatasetUsed.newBuilder()
                .setName(name)
                .setRole(role)
                .setSha256(digest(digits))
                .setUri("file:///data/" + name)
                .setSchemaSha256(digest("ee"))
                .setRows(1797L)
                .setBytes(56_000L);
    }

    static ModelRegistered registration(String version, String digits, List<String> aliases) {
        return ModelRegistered.newBuilder()
                .setName("digits")
                .setVersion(version)
                .setAliases(aliases)
                .setSha256(digest(digits))
                .build();
    }

    static DeploymentLogged deployment(String id, String version) {
        return DeploymentLogged.newBuilder()
                .setEndpoint(ENDPOINT)
                .setDeployment(id)
                .setModelName("digits")
                .setModelVersion(version)
                .build();
    }
}
