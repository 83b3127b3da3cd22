package dev.headwater.agent.capture;

import dev.headwater.agent.logging.LateLogger;
import dev.headwater.event.SourceCaptured;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what git knows about a directory, by asking the {@code git} command. Nothing is locked, no pager, no prompt,
 * no helper of the repository is run.
 */
public final class SourceProbe implements Probe {

    private static final Logger LOG = new LateLogger();
    private static final Map<String, String> QUIET =
            Map.of("GIT_OPTIONAL_LOCKS", "0", "GIT_TERMINAL_PROMPT", "0", "LC_ALL", "C");

    private final Path directory;
    private final @Nullable String entryPoint;
    private final Consumer<SourceCaptured> say;
    private final List<Command> commands = new ArrayList<>();
    private @Nullable ContentDigest difference;

    /**
     * @param entryPoint main class or script; null when not known
     * @param say told once, on the probing thread
     */
    public SourceProbe(Path directory, @Nullable String entryPoint, Consumer<SourceCaptured> say) {
        this.directory = directory;
        this.entryPoint = entryPoint;
        this.say = say;
    }

    @Override
    public Progress advance() {
        try {
            if (commands.isEmpty()) {
                if (!insideRepository()) {
                    say.accept(unversioned());
                    return Progress.DONE;
                }
                start();
                return Progress.WAITING;
            }
            if (!commands.stream().allMatch(Command::done)) {
                return Progress.WAITING;
            }
            Command diff = commands.get(3);
            if (difference == null && diff.succeeded()) {
                difference = new ContentDigest(diff.output());
            }
            if (difference != null && !difference.advance()) {
                return Progress.MORE;
            }
            say.accept(captured());
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Headwater could not ask git about {0}: {1}", directory, e);
            say.accept(unversioned());
        }
        close();
        return Progress.DONE;
    }

    private boolean insideRepository() {
        for (Path at = directory.toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                return true;
            }
        }
        return false;
    }

    private void start() throws IOException {
        commands.add(git("log", "-1", "--no-show-signature", "--format=%H%n%an <%ae>"));
        commands.add(git("symbolic-ref", "--short", "-q", "HEAD"));
        commands.add(git("config", "--get", "remote.origin.url"));
        commands.add(git("diff", "HEAD", "--binary", "--no-ext-diff", "--no-textconv", "--no-color"));
    }

    private Command git(String... words) throws IOException {
        List<String> line = new ArrayList<>(List.of("git", "--no-pager", "-c", "core.fsmonitor=false"));
        line.addAll(List.of(words));
        return Command.start(directory, QUIET, line);
    }

    private SourceCaptured captured() throws IOException {
        List<String> commit = commands.get(0).text().lines().toList();
        ContentDigest.Result diff = difference == null ? null : difference.result();
        String changes = diff == null || diff.bytes() == 0 ? null : diff.sha256();
        return SourceCaptured.newBuilder()
                .setCommit(commit.isEmpty() ? null : commit.get(0))
                .setAuthor(commit.size() < 2 ? null : commit.get(1))
                .setBranch(orNull(commands.get(1).text()))
                .setRepository(orNull(Redactor.text(commands.get(2).text())))
                .setDirty(changes != null)
                .setDiffSha256(changes)
                .setEntryPoint(entryPoint)
                .build();
    }

    private SourceCaptured unversioned() {
        return SourceCaptured.newBuilder()
                .setCommit(null)
                .setAuthor(null)
                .setBranch(null)
                .setRepository(null)
                .setDirty(false)
                .setDiffSha256(null)
                .setEntryPoint(entryPoint)
                .build();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    @Override
    public void abandon() {
        close();
        say.accept(unversioned());
    }

    private void close() {
        commands.forEach(Command::close);
        commands.clear();
    }
}
