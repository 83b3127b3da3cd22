package dev.headwater.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryPointTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(line);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return words;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "python train.py --lr 0.1|train.py|python|PYTHON",
                "python3.11 -u -W ignore -X utf8 src/train.py x.py|src/train.py|python3.11|PYTHON",
                "/opt/venv/bin/python -m pkg.mod --a|pkg.mod|/opt/venv/bin/python|PYTHON",
                "python -m torch.distributed.run --nproc-per-node=4 train.py --x|train.py|python|PYTHON",
                "python -m cProfile -o out.prof train.py|train.py|python|PYTHON",
                "python -c 'print(1)'|-|python|PYTHON",
                "python|-|python|PYTHON",
                "torchrun --nproc_per_node=4 --rdzv-backend c10d train.py --config a.yaml|train.py|torchrun|SCRIPT",
                "torchrun --nproc-per-node 4 -m pkg.train|pkg.train|torchrun|SCRIPT",
                "accelerate launch --config_file a.yaml src/train.py|src/train.py|accelerate|SCRIPT",
                "deepspeed --num_gpus 2 train.py|train.py|deepspeed|SCRIPT",
                "env CUDA_VISIBLE_DEVICES=0 A=b python train.py|train.py|python|PYTHON",
                "srun -n 4 --gpus-per-task=1 python train.py|train.py|python|PYTHON",
                "mpirun -np 4 -x PATH /usr/bin/python3 train.py|train.py|/usr/bin/python3|PYTHON",
                "nice -n 10 timeout 60 ./train.sh|./train.sh|./train.sh|SCRIPT",
                "uv run train.py|train.py|train.py|SCRIPT",
                "uv run --with x python -m pkg|pkg|python|PYTHON",
                "bash train.sh 1|train.sh|bash|OTHER",
                "bash -lc 'cd /x && export A=1; exec python train.py'|train.py|python|PYTHON",
                "sh -c 'echo x'|-|-|OTHER",
                "sh -c 'echo grün'|-|-|OTHER",
                "/opt/größe/python träin.py|träin.py|/opt/größe/python|PYTHON",
                "java -jar build/x.jar a|x.jar|java|JAVA",
                "java -Xmx1g -cp a.jar:b.jar com.example.Main y|com.example.Main|java|JAVA",
                "java -XX:+UseZGC --add-modules jdk.x Main.java|Main.java|java|JAVA",
                "/usr/lib/jvm/bin/java -p mods -m mod/com.example.Main|mod/com.example.Main|/usr/lib/jvm/bin/java|JAVA",
                "java -version|-|java|JAVA",
                "Rscript --vanilla train.R|train.R|Rscript|OTHER",
                "julia --project train.jl|train.jl|julia|OTHER",
                "./train --lr 0.1|./train|./train|SCRIPT"
            })
    void theScriptIsFoundBehindWhateverLaunchesIt(String line, String name, String program, EntryPoint.Kind kind) {
        EntryPoint found = EntryPoint.of(words(line));
        assertThat(found.name().orElse(null)).isEqualTo(name);
        assertThat(found.program().orElse(null)).isEqualTo(program);
        assertThat(found.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "python train.py --tool uv|-",
                "srun -n 4 python train.py|-",
                "bash -c 'cd /x && python train.py'|-",
                "uv run python train.py|uv",
                "poetry run python train.py|poetry",
                "conda run -n torch python train.py|conda",
                "apptainer exec --nv torch.sif python train.py|apptainer",
                "docker run -it image python train.py|docker",
                "/opt/conda/bin/python train.py|-",
                "/home/ada/.conda/envs/x/bin/python train.py --env 'conda or not'|-",
                "srun --chdir /data/conda/x /opt/conda/bin/python train.py|-",
                "bash -c '/opt/conda/bin/python train.py'|-",
                "bash -c 'conda run -n torch python train.py; python train.py'|the command line itself",
                "env PATH=/opt/bin python train.py|the command line itself",
                "bash -c 'source venv/bin/activate && python train.py'|the command line itself",
                "bash -lc 'module load python/3.11; python train.py'|the command line itself"
            })
    void whoeverChoosesTheInterpreterIsKnown(String line, String chooser) {
        EntryPoint found = EntryPoint.of(words(line));
        assertThat(found.name()).contains("train.py");
        assertThat(found.chooser().orElse(null)).isEqualTo(chooser);
    }

    @ParameterizedTest
    @CsvSource({"a/b,b", "b,b", "/a/b/,b", "a//,a", "'',''", "/,''", "//,''", "grün/x,x", "a/grün,grün"})
    void theNameOfAFileIsWhatStandsBehindTheLastSlash(String path, String name) {
        assertThat(EntryPoint.fileName(path)).isEqualTo(name);
    }

    @Test
    void whatNoPathCanBeMadeOfIsNotFound() {
        // As a word with letters beyond ASCII in a C locale.
        Programs programs = new Programs(Map.of("PATH", "a\0b:/bin"), directory);
        assertThat(programs.find("x\0y")).isEmpty();
        assertThat(programs.find("x\0/y")).isEmpty();
        assertThat(programs.find("sh")).isPresent();
        assertThat(Machine.local(Map.of()).text("a\0b")).isEmpty();
        assertThat(Machine.local(Map.of()).isDirectory("a\0b")).isFalse();
    }

    @Test
    void nothingStartsNothing() {
        assertThat(EntryPoint.of(List.of()).name()).isEmpty();
        assertThat(EntryPoint.of(List.of("srun", "-n", "4")).name()).isEmpty();
        assertThat(EntryPoint.of(List.of("python", "-m")).name()).isEmpty();
        assertThat(EntryPoint.of(List.of("", "")).kind()).isEqualTo(EntryPoint.Kind.SCRIPT);
    }

    @ParameterizedTest
    @CsvSource({
        "com.example.Main a b,com.example.Main",
        "/opt/app/x.jar --a,x.jar",
        "mod/com.example.Main,com.example.Main",
        "jdk.compiler/com.sun.tools.javac.launcher.Main src/Train.java x,Train.java"
    })
    void aJvmNamesItsMainClass(String command, String name) {
        assertThat(EntryPoint.ofJavaCommand(command)).isEqualTo(name);
    }

    @Test
    void theInterpreterOfAnInstalledScriptIsInItsFirstLines() throws IOException {
        Path python = Finishing.script(directory.resolve("venv/bin/python3.11"), "");
        Path bin = python.resolveSibling("torchrun");
        Programs programs = new Programs(Map.of("PATH", "/nowhere::" + python.getParent()), directory);
        for (String head : List.of(
                "#!" + python + "\nimport re\n",
                "#!" + python + " -E\n",
                "#!/usr/bin/env python3.11\n",
                "#!/usr/bin/env -S python3.11 -u\n",
                "#!/bin/sh\n'''exec' \"" + python + "\" \"$0\" \"$@\"\n' '''\n")) {
            Files.writeString(bin, head);
            assertThat(programs.pythonOf(bin)).as(head).contains(python);
        }
        for (String head : List.of("#!/bin/bash\npython3.11 x.py\n", "\u007fELF", "", "#!/gone/bin/python3\n")) {
            Files.writeString(bin, head);
            assertThat(programs.pythonOf(bin)).as(head).isEmpty();
        }
    }

    @Test
    void programsAreFoundAsTheSystemFindsThem() throws IOException {
        Path one = Finishing.script(directory.resolve("one/tool"), "");
        Finishing.script(directory.resolve("two/tool"), "");
        Files.writeString(directory.resolve("plain"), "");
        Programs programs = new Programs(Map.of("PATH", "one:" + directory.resolve("two")), directory);
        assertThat(programs.find("tool")).contains(one);
        assertThat(programs.find("two/tool")).contains(directory.resolve("two/tool"));
        assertThat(programs.find("plain")).isEmpty();
        assertThat(programs.find("./plain")).isEmpty();
        assertThat(programs.find("")).isEmpty();
    }
}
