package dev.headwater.embedded.child;

import java.nio.file.Files;
import java.nio.file.Path;

/** Sets the initial password of a new Neo4j, as {@code neo4j-admin dbms set-initial-password} does, then runs it. */
public final class Neo4jNode {
    /** The password comes by this environment variable: a command line can be read by every user of the host. */
    public static final String PASSWORD_VARIABLE = "HEADWATER_NEO4J_INITIAL_PASSWORD";

    private Neo4jNode() {}

    /**
     * Sets the password and runs.
     *
     * @param args home folder, configuration folder
     */
    public static void main(String[] args) throws Throwable {
        Path home = Path.of(args[0]);
        Path configuration = Path.of(args[1]);
        String password = System.getenv(PASSWORD_VARIABLE);
        if (password != null && !Files.exists(home.resolve("data/databases/system"))) {
            setInitialPassword(home, configuration, password);
        }
        GuardedMain.run(
                "org.neo4j.server.CommunityEntryPoint",
                "--home-dir=" + home,
                "--config-dir=" + configuration,
                "--console-mode");
    }

    private static void setInitialPassword(Path home, Path configuration, String password)
            throws ReflectiveOperationException {
        Class<?> contextType = Class.forName("org.neo4j.cli.ExecutionContext");
        Object context = contextType.getConstructor(Path.class, Path.class).newInstance(home, configuration);
        Object command = Class.forName("org.neo4j.commandline.admin.security.SetInitialPasswordCommand")
                .getConstructor(contextType)
                .newInstance(context);
        Class<?> lineType = Class.forName("picocli.CommandLine");
        Object line = lineType.getConstructor(Object.class).newInstance(command);
        lineType.getMethod("setExpandAtFiles", boolean.class).invoke(line, false);
        Object status =
                lineType.getMethod("execute", String[].class).invoke(line, (Object) new String[] {"--", password});
        if (!Integer.valueOf(0).equals(status)) {
            throw new IllegalStateException("Setting Neo4j's initial password failed with status " + status);
        }
    }
}
