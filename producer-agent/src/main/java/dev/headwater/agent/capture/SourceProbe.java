package dev.headwater.agent.capture;

import dev.headwater.agent.logging.LateLogger;
import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.SourceCaptured;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what git knows about a directory, by asking the {@code git} command, and keeps what is not committed. Nothing
 * is locked, no pager, no prompt. Where git cannot be asked, the files of the repository are read.
 */
public final class SourceProbe implements Probe {

    private static final Logger LOG = new LateLogger();
    private static final Map<String, String> QUIET =
            Map.of("GIT_OPTIONAL_LOCKS", "0", "GIT_TERMINAL_PROMPT", "0", "LC_ALL", "C");

    /**
     * What is looked at, and with what.
     *
     * @param directory working directory of the run
     * @param entryPoint main class or script; null when not known
     */
    public record Subject(Path directory, @Nullable String entryPoint, KeptDiffs kept, DigestCache digests) {}

    private record Questions(
            Command commit, Command branch, Command remotes, Command root, Command diff, Command untracked) {

        List<Command> all() {
            return List.of(commit, branch, remotes, root, diff, untracked);
        }
    }

    private final Subject subject;
    private final Grace grace;
    private final Consumer<Object> say;
    private final List<Command> started = new ArrayList<>();
    private @Nullable GitFiles files;
    private @Nullable Questions questions;
    private @Nullable UntrackedSources sources;
    private @Nullable ContentDigest difference;

    /**
     * @param over whether the run has ended
     * @param say told a {@link SourceCaptured}, and before it the difference as an {@link ArtifactLogged}, if there is one;
     *     on the probing thread
     */
    public SourceProbe(Subject subject, BooleanSupplier over, Consumer<Object> say) {
        this.subject = subject;
        this.grace = new Grace(over);
        this.say = say;
    }

    @Override
    public Progress advance() {
        try {
            if (questions == null) {
                files = GitFiles.above(subject.directory()).orElse(null);
                if (files == null) {
                    say.accept(source().build());
                    return Progress.DONE;
                }
                ask();
                return Progress.WAITING;
            }
            if (grace.spent()) {
                finish();
                return Progress.DONE;
            }
            if (!questions.all().stream().allMatch(Command::done)) {
                return Progress.WAITING;
            }
            if (questions.diff().succeeded() && !differenceKnown(questions)) {
                return Progress.MORE;
            }
            finish();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Headwater could not ask git about {0}: {1}", subject.directory(), e);
            finish();
        }
        return Progress.DONE;
    }

    private void ask() throws IOException {
        questions = new Questions(
                git("log", "-1", "--no-show-signature", "--format=%H%n%an <%ae>"),
                git("symbolic-ref", "--short", "-q", "HEAD"),
                git("config", "--get-regexp", "^remote\\..*\\.url$"),
                git("rev-parse", "--show-cdup"),
                // Whatever the user's configuration makes of it: all of it, and git apply takes it.
                git(
                        "-c",
                        "diff.relative=false",
                        "diff",
                        "HEAD",
                        "--binary",
                        "--src-prefix=a/",
                        "--dst-prefix=b/",
                        "--submodule=short",
                        "--no-ext-diff",
                        "--no-textconv",
                        "--no-color"),
                git("ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":/"));
    }

    private Command git(String... words) throws IOException {
        List<String> line = new ArrayList<>(List.of("git", "--no-pager", "-c", "core.fsmonitor=false"));
        line.addAll(List.of(words));
        Command command = Command.start(subject.directory(), QUIET, line);
        started.add(command);
        return command;
    }

    /** Goes on with what is not committed: the difference, below it the sources that are not tracked, over both a digest. */
    private boolean differenceKnown(Questions asked) throws IOException {
        Path diff = asked.diff().output();
        if (difference == null) {
            if (sources == null) {
                sources = new UntrackedSources(
                        subject.directory().resolve(asked.root().text()),
                        asked.untracked().text(),
                        subject.digests());
            }
            if (!sources.advance()) {
                return false;
            }
            Files.write(diff, sources.manifest(), StandardOpenOption.APPEND);
            difference = new ContentDigest(diff);
        }
        return difference.advance();
    }

    private void finish() {
        try {
            SourceCaptured.Builder source = source();
            if (questions != null && questions.commit().succeeded()) {
                asAsked(questions, source);
            } else if (files != null) {
                // Whether anything differs from it is unknown: then the copy is like no other.
                Optional<String> commit = files.commit();
                source.setCommit(commit.orElse(null))
                        .setBranch(files.branch().orElse(null))
                        .setRepository(files.origin().map(Redactor::uri).orElse(null))
                        .setDirty(commit.isPresent());
            }
            say.accept(source.build());
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Headwater could not read what git said of {0}: {1}", subject.directory(), e);
            say.accept(source().build());
        } finally {
            close();
        }
    }

    private void asAsked(Questions asked, SourceCaptured.Builder source) throws IOException {
        List<String> commit = asked.commit().text().lines().toList();
        ContentDigest.Result diff = difference == null ? null : difference.result();
        boolean clean = diff != null && diff.bytes() == 0;
        source.setCommit(commit.isEmpty() ? null : commit.get(0))
                .setAuthor(commit.size() < 2 ? null : commit.get(1))
                .setBranch(orNull(asked.branch().text()))
                .setRepository(remote(asked.remotes().text()).map(Redactor::uri).orElse(null))
                .setDirty(!clean)
                .setDiffSha256(clean || diff == null ? null : diff.sha256());
        if (!clean && diff != null && diff.sha256() != null) {
            String sha256 = diff.sha256();
            say.accept(ArtifactLogged.newBuilder()
                    .setDirection(ArtifactDirection.INPUT)
                    .setKind(ArtifactKind.FILE)
                    .setName("uncommitted.diff")
                    .setRole("diff")
                    .setSha256(sha256)
                    .setBytes(diff.bytes())
                    .setUri(subject.kept()
                            .keep(asked.diff().output(), sha256)
                            .map(kept -> Redactor.text(kept.toUri().toString()))
                            .orElse(null))
                    .setStep(null)
                    .build());
        }
    }

    /** The address of origin, else of the first remote repository. */
    private static Optional<String> remote(String remotes) {
        List<String> lines =
                remotes.lines().filter(line -> line.indexOf(' ') > 0).toList();
        return lines.stream()
                .filter(line -> line.startsWith("remote.origin.url "))
                .findFirst()
                .or(() -> lines.stream().findFirst())
                .map(line -> line.substring(line.indexOf(' ') + 1));
    }

    private SourceCaptured.Builder source() {
        return SourceCaptured.newBuilder()
                .setCommit(null)
                .setAuthor(null)
                .setBranch(null)
                .setRepository(null)
                .setDirty(false)
                .setDiffSha256(null)
                .setEntryPoint(subject.entryPoint() == null ? null : Redactor.text(subject.entryPoint()));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** Says what is known by now. */
    @Override
    public void abandon() {
        finish();
    }

    private void close() {
        try {
            if (difference != null) {
                difference.close();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "could not close the difference: {0}", e);
        }
        started.forEach(Command::close);
        started.clear();
    }
}
