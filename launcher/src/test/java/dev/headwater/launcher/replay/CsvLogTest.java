package dev.headwater.launcher.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.launcher.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvLogTest {

    @TempDir
    Path folder;

    @Test
    void readsByHeaderWithContextsAndLeavesBlankCellsOut() throws IOException {
        CsvLog log = open("train/loss,step,lr\n1.5,0,0.1\n,1,\n0.5,2,nan\n");

        assertThat(log.columns()).extracting(CsvLog.Column::context).containsExactly("train", "");
        assertThat(log.columns()).extracting(CsvLog.Column::name).containsExactly("loss", "lr");
        assertThat(log.points()).isEqualTo(4);
        assertThat(points(log)).containsExactly("0@0=1.5", "1@0=0.1", "0@2=0.5", "1@2=NaN");
    }

    @Test
    void takesOnlyTheFirstSlashForTheContext() throws IOException {
        CsvLog log = open("step,a/b/c,/x,y/\n0,1,2,3\n");

        assertThat(log.columns()).extracting(CsvLog.Column::context).containsExactly("a", "", "");
        assertThat(log.columns()).extracting(CsvLog.Column::name).containsExactly("b/c", "/x", "y/");
    }

    @Test
    void leavesColumnsOfTextOutAndSaysSo() throws IOException {
        CsvLog log = open("step,note,loss\n0,,1\n1,hello,2\n");

        assertThat(log.leftOut()).containsExactly(new CsvLog.LeftOut("note", "hello", 3));
        assertThat(log.points()).isEqualTo(2);
    }

    @Test
    void understandsQuotesByteOrderMarksAndWindowsLines() throws IOException {
        CsvLog log = open("\uFEFFstep,\"train/loss\"\r\n\"0\", 1.5 \r\n\r\n");

        assertThat(points(log)).containsExactly("0@0=1.5");
    }

    @Test
    void acceptsStepsThatAreWholeInDecimalForm() throws IOException {
        assertThat(points(open("step,x\n100.0,1\n1e3,2\n-5,3\n")))
                .containsExactly("0@100=1.0", "0@1000=2.0", "0@-5=3.0");
    }

    @Test
    void knowsWhenTheLogBeganAndEnded() throws IOException {
        CsvLog log = CsvLog.open(file("step,t,x\n0,2026-01-31 12:00:00,1\n1,2026-01-31 12:00:05,2\n"), "step", "t");

        assertThat(log.begin()).contains(Instant.parse("2026-01-31T12:00:00Z"));
        assertThat(log.end()).contains(Instant.parse("2026-01-31T12:00:05Z"));
        assertThat(log.columns()).hasSize(1);
    }

    @Test
    void namesFileLineAndValueOfACellThatIsNoNumber() throws IOException {
        Path file = file("step,loss\n0,1.5\n1,oops\n");

        assertThatThrownBy(() -> CsvLog.open(file, "step", ""))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith(file + ":3: \"oops\" in column \"loss\"");
    }

    @Test
    void namesAStepThatIsNotWhole() throws IOException {
        Path file = file("step,loss\n0.5,1\n");

        assertThatThrownBy(() -> CsvLog.open(file, "step", "")).hasMessageContaining(":2: \"0.5\" in column \"step\"");
    }

    @Test
    void namesABlankStepAndABadTime() throws IOException {
        Path file = file("step,t,loss\n0,later,1\n");
        Path blank = file("step,t,loss\n,1,1\n", "blank.csv");

        assertThatThrownBy(() -> CsvLog.open(file, "step", "t")).hasMessageContaining(":2: \"later\" in column \"t\"");
        assertThatThrownBy(() -> CsvLog.open(blank, "step", "t")).hasMessageContaining(":2: \"\" in column \"step\"");
    }

    @Test
    void namesALineWithTooFewCells() throws IOException {
        Path file = file("step,a,b\n0,1,2\n1,1\n");

        assertThatThrownBy(() -> CsvLog.open(file, "step", ""))
                .hasMessageContaining(":3: has 2 cells, but the header has 3");
    }

    @Test
    void listsTheColumnsWhenOneIsMissing() throws IOException {
        Path file = file("epoch,loss\n0,1\n");

        assertThatThrownBy(() -> CsvLog.open(file, "step", ""))
                .hasMessageContaining("has no column \"step\"; its columns are epoch, loss");
    }

    @Test
    void refusesAFileWithoutColumnsOfNumbers() throws IOException {
        Path file = file("step,note\n0,\n1,hello\n");

        assertThatThrownBy(() -> CsvLog.open(file, "step", ""))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(file + ":3: has no column of numbers: \"hello\" in column \"note\" is not a number");
    }

    @Test
    void saysThatBytesAreNotUtf8WhereTheyHideTheNumbers() throws IOException {
        Path file =
                Files.write(folder.resolve("latin.csv"), "step,x\n0,1\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> CsvLog.open(file, "step", "")).hasMessageEndingWith("; the file is not UTF-8");
    }

    @Test
    void takesALogWithoutRowsForARunWithoutPoints() throws IOException {
        assertThat(open("step,loss\n").points()).isZero();
    }

    @Test
    void refusesAnEmptyFileAndDoubledColumns() throws IOException {
        assertThatThrownBy(() -> open("")).hasMessageContaining("is empty");
        assertThatThrownBy(() -> open("step,x,x\n")).hasMessageContaining("\"x\" is there twice");
    }

    private CsvLog open(String text) throws IOException {
        return CsvLog.open(file(text), "step", "");
    }

    private Path file(String text) throws IOException {
        return file(text, "log.csv");
    }

    private Path file(String text, String name) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<String> points(CsvLog log) {
        List<String> points = new ArrayList<>();
        log.read((column, step, time, value) -> points.add(column + "@" + step + "=" + value));
        return points;
    }
}
