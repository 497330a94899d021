package dev.gamecluster.client.command.bench.report;

import dev.gamecluster.client.command.bench.result.BenchResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A result as one page that needs nothing but itself: styles, scripts, the chart library and the data are inside, and it loads nothing
 * from anywhere.
 *
 * <p>The page is a template with places {@code {{name}}}, filled in one pass, so that nothing in the data is taken for a place. The data
 * stand in the page as JSON in which every character that could end the script element, or begin another, is an escape; the page's own
 * script puts them into the document as text, never as markup.
 */
public final class HtmlReport {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
    private static final String CHART_LIBRARY = "echarts.common.min.js";

    private HtmlReport() {}

    /** @throws IOException the file cannot be written */
    public static void write(BenchResult result, Path file) throws IOException {
        Files.writeString(file, page(result));
    }

    static String page(BenchResult result) {
        Map<String, String> parts = Map.of(
                "title", text(result.setup().scenario() + " - load report"),
                "style", resource("report.css"),
                "data", data(result),
                "library", resource(CHART_LIBRARY),
                "charts", resource("charts.js"),
                "script", resource("report.js"));
        return PLACE.matcher(resource("report.html"))
                .replaceAll(place -> Matcher.quoteReplacement(parts.get(place.group(1))));
    }

    /** JSON that is safe inside a script element: these characters only occur within its strings. */
    private static String data(BenchResult result) {
        return JsonReport.text(result)
                .replace("&", "\\u0026")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static String text(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String resource(String name) {
        try (InputStream stream = HtmlReport.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the program is incomplete: " + name + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the program is damaged: " + name + " cannot be read", e);
        }
    }
}
