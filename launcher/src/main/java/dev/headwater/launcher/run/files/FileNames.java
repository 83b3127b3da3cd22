package dev.headwater.launcher.run.files;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the names of files say about them. */
final class FileNames {

    private static final Pattern STEP = Pattern.compile(
            "(?i)(?:^|[^a-z])(?:global_?)?(?:steps?|iter(?:ation)?|checkpoint|ckpt)[=_-]?(\\d{1,15})(?![\\d]|\\.\\d)");
    private static final Pattern TEMPORARY =
            Pattern.compile("(?i)[.#~].*|te?mp[-_.].*|.*~|.*\\.(?:tmp|temp)(?:[.-]\\w+)?"
                    + "|.*\\.(?:part|partial|incomplete|crdownload|swp|lock)");

    private FileNames() {}

    /**
     * The step that a name tells: {@code step_1000.pt}, {@code epoch=3-step=1200.ckpt}, {@code checkpoint-500},
     * {@code global_step500}, {@code iter_100}, {@code ckpt-7}; null when it tells none. An epoch is no step.
     */
    static @Nullable Long step(Path path) {
        Path name = path.getFileName();
        Matcher matcher = STEP.matcher(name == null ? "" : name.toString());
        Long step = null;
        while (matcher.find()) {
            step = Long.parseLong(matcher.group(1));
        }
        return step;
    }

    /** Whether files of this name are still being written, by custom: {@code x.tmp}, {@code .x}, {@code tmp-x}. */
    static boolean isTemporary(Path path) {
        Path name = path.getFileName();
        return name != null && TEMPORARY.matcher(name.toString()).matches();
    }
}
