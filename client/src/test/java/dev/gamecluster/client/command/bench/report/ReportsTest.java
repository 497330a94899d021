package dev.gamecluster.client.command.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamecluster.client.command.bench.result.BenchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportsTest {
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);
    private final BenchResult sample = SampleResult.create();

    @TempDir
    Path directory;

    @Test
    void shouldReadBackWhatWasWritten() throws IOException {
        Path file = directory.resolve("report.json");
        JsonReport.write(sample, file);
        assertThat(JsonReport.read(file)).isEqualTo(sample);
    }

    @Test
    void shouldNameFieldsInSnakeCase() {
        assertThat(JsonReport.text(sample))
                .contains(
                        "\"uncorrected_p99\":", "\"lag_p50_millis\":", "\"started_at\":", "\"gc_pause_millis_total\":");
    }

    @Test
    void shouldNameTheFileThatIsNoResult() throws IOException {
        Path file = directory.resolve("other.json");
        Files.writeString(file, "{\"unexpected\":1}");
        assertThatThrownBy(() -> JsonReport.read(file))
                .hasMessageContaining("other.json")
                .hasMessageContaining("version");
    }

    @Test
    void shouldPrintEveryKindWithItsLatencies() {
        assertThat(TextReport.text(sample).lines())
                .anyMatch(line -> line.matches(
                        "write +58 900 +982 +3\\.51 +2\\.81 +4\\.02 +9\\.41 +441\\.0 +498\\.0 +3\\.20 +8\\.77"));
    }

    @Test
    void shouldStayWithinTheWidthOfATerminal() {
        BenchResult wordy = SampleResult.create("words ".repeat(100));
        assertThat(TextReport.text(wordy).lines().filter(line -> line.length() > 100))
                .isEmpty();
    }

    @Test
    void shouldSayWhichAssertionsFailed() {
        assertThat(TextReport.text(sample))
                .containsPattern("FAILED +query.mean<=1ms +1.32 ms")
                .containsPattern("ok +failed==0");
    }

    @Test
    void shouldPrintNothingOfABaselineThatWasNotAskedFor() {
        assertThat(TextReport.text(withoutBaseline())).doesNotContain("Baseline");
    }

    @Test
    void shouldKeepHostileTextWithinTheData() throws IOException {
        String page = HtmlReport.page(SampleResult.create(SampleResult.HOSTILE));
        Matcher data = DATA.matcher(page);
        assertThat(data.find()).isTrue();
        assertThat(data.group(1)).doesNotContain("<", ">", "&", "\u2028").contains("{{style}}");
        Path file = directory.resolve("data.json");
        Files.writeString(file, data.group(1));
        assertThat(JsonReport.read(file).setup().description()).isEqualTo(SampleResult.HOSTILE);
        assertThat(page).doesNotContain("alert(1)</script>");
    }

    @Test
    void shouldLoadNothingFromAnywhere() {
        String page = HtmlReport.page(sample);
        assertThat(page).doesNotContainPattern("<script[^>]+src=").doesNotContain("<link", "@import", "url(http");
        assertThat(List.of("echarts", "reportCharts", "grid-template-columns")).allMatch(page::contains);
    }

    /** Also the page that people look at when they change its looks: {@code client/target/sample-report}. */
    @Test
    void shouldWriteAPageWithoutPlacesLeftOpen() throws IOException {
        Path page = Files.createDirectories(Path.of("target", "sample-report")).resolve("sample.html");
        HtmlReport.write(sample, page);
        JsonReport.write(sample, page.resolveSibling("sample.json"));
        assertThat(Files.readString(page)).doesNotContainPattern("\\{\\{\\w+}}").startsWith("<!doctype html>");
    }

    private BenchResult withoutBaseline() {
        return new BenchResult(
                sample.version(),
                sample.startedAt(),
                sample.machine(),
                sample.setup(),
                sample.summary(),
                sample.timeline(),
                sample.marks(),
                sample.curves(),
                sample.nodes(),
                null,
                sample.checks(),
                sample.warnings());
    }
}
