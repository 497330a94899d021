package dev.gamecluster.client.command.bench;

import dev.gamecluster.client.command.bench.load.Kind;
import dev.gamecluster.client.command.bench.result.Baseline;
import dev.gamecluster.client.command.bench.result.BenchResult;
import dev.gamecluster.client.command.bench.result.Check;
import dev.gamecluster.client.command.bench.result.Interval;
import dev.gamecluster.client.command.bench.result.KindSummary;
import dev.gamecluster.client.command.bench.result.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A threshold of {@code --assert}: a name, a comparison, a number; times with their unit: {@code write.p99<=50ms}. What was not
 * measured fulfils nothing.
 */
final class Assertion {
    private static final Pattern FORM = Pattern.compile(
            "\\s*([a-z_]+(?:\\.[a-z0-9_.]+)?)\\s*(<=|>=|==|<|>)\\s*([0-9.]+(?:e[0-9]+)?)\\s*(us|ms|s|%)?\\s*");
    private static final double MICROS_PER_MILLI = 1_000;
    private static final double MICROS_PER_SECOND = 1_000_000;

    /** @param isTime in microseconds; else a plain number */
    private record Measure(boolean isTime, Function<BenchResult, OptionalDouble> value) {}

    private static final Map<String, Measure> OF_KIND = ofKind();
    private static final Map<String, Measure> OTHERS = others();

    private final String expression;
    private final Measure measure;
    private final String comparison;
    private final double bound;

    private Assertion(String expression, Measure measure, String comparison, double bound) {
        this.expression = expression;
        this.measure = measure;
        this.comparison = comparison;
        this.bound = bound;
    }

    /** @throws IllegalArgumentException saying what is allowed */
    static Assertion parse(String expression) {
        Matcher form = FORM.matcher(expression);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "--assert '" + expression
                            + "' is not allowed: expected NAME, one of <= >= == < >, and a number, for example write.p99<=50ms");
        }
        Measure measure = OTHERS.get(form.group(1));
        measure = measure == null ? OF_KIND.get(form.group(1)) : measure;
        if (measure == null) {
            throw new IllegalArgumentException(
                    "--assert '" + expression + "': '" + form.group(1) + "' is not known: expected one of " + names());
        }
        return new Assertion(
                expression.strip(), measure, form.group(2), bound(expression, measure, form.group(3), form.group(4)));
    }

    private static double bound(String expression, Measure measure, String number, String unit) {
        double value;
        try {
            value = Double.parseDouble(number);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--assert '" + expression + "': '" + number + "' is no number");
        }
        boolean isTimeUnit = unit != null && !unit.equals("%");
        if (measure.isTime() != isTimeUnit) {
            throw new IllegalArgumentException("--assert '" + expression + "': expected a number "
                    + (measure.isTime() ? "with its unit, us, ms or s" : "without a unit of time"));
        }
        return switch (unit == null ? "" : unit) {
            case "ms" -> value * MICROS_PER_MILLI;
            case "s" -> value * MICROS_PER_SECOND;
            case "%" -> value / 100;
            default -> value;
        };
    }

    Check check(BenchResult result) {
        OptionalDouble actual = measure.value().apply(result);
        if (actual.isEmpty()) {
            return new Check(expression, false, "not measured");
        }
        double value = actual.getAsDouble();
        boolean passed =
                switch (comparison) {
                    case "<=" -> value <= bound;
                    case ">=" -> value >= bound;
                    case "<" -> value < bound;
                    case ">" -> value > bound;
                    default -> value == bound;
                };
        return new Check(expression, passed, shown(value));
    }

    private String shown(double value) {
        if (measure.isTime()) {
            return String.format(Locale.ROOT, "%.3f ms", value / MICROS_PER_MILLI);
        }
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.3f", value);
    }

    // ---- what there is ---------------------------------------------------------------------------------------------

    private static String names() {
        List<String> kinds = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            kinds.add(kind.label());
        }
        kinds.add("all");
        List<String> measures = OF_KIND.keySet().stream()
                .filter(name -> name.startsWith("all."))
                .map(name -> name.substring("all.".length()))
                .toList();
        return "{" + String.join("|", kinds) + "}.{" + String.join("|", measures) + "}, "
                + String.join(", ", OTHERS.keySet());
    }

    private static Map<String, Measure> ofKind() {
        Map<String, Measure> measures = new LinkedHashMap<>();
        List<String> kinds = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            kinds.add(kind.label());
        }
        kinds.add("all");
        for (String kind : kinds) {
            measures.put(kind + ".mean", of(kind, true, KindSummary::mean));
            measures.put(kind + ".p50", of(kind, true, KindSummary::p50));
            measures.put(kind + ".p90", of(kind, true, KindSummary::p90));
            measures.put(kind + ".p99", of(kind, true, KindSummary::p99));
            measures.put(kind + ".p999", of(kind, true, KindSummary::p999));
            measures.put(kind + ".max", of(kind, true, KindSummary::max));
            measures.put(kind + ".uncorrected_mean", of(kind, true, KindSummary::uncorrectedMean));
            measures.put(kind + ".uncorrected_p99", of(kind, true, KindSummary::uncorrectedP99));
            measures.put(kind + ".count", of(kind, false, KindSummary::count));
            measures.put(kind + ".per_second", of(kind, false, KindSummary::perSecond));
        }
        return measures;
    }

    private static Map<String, Measure> others() {
        Map<String, Measure> measures = new LinkedHashMap<>();
        measures.put("due", of(Summary::due));
        measures.put("sent", of(Summary::sent));
        measures.put("answered", of(Summary::answered));
        measures.put("answered_per_second", of(Summary::answeredPerSecond));
        measures.put("failed", of(Summary::failed));
        measures.put("unanswered", of(Summary::unanswered));
        measures.put("reconnects", of(Summary::reconnects));
        measures.put("sessions_lost", of(Summary::sessionsLost));
        measures.put("redirects", of(Summary::redirects));
        measures.put("generator.busy_share", of(summary -> summary.generator().busyShare()));
        measures.put("generator.machine_cpu", of(summary -> summary.generator().machineCpu()));
        measures.put(
                "generator.send_delay_p99",
                new Measure(
                        true,
                        result -> OptionalDouble.of(result.summary().generator().sendDelayP99())));
        measures.put("lag.max", new Measure(true, result -> result.timeline().stream()
                .mapToDouble(Interval::lagMaxMillis)
                .map(millis -> millis * MICROS_PER_MILLI)
                .max()));
        measures.put("baseline.ratio", ofBaseline(false, baseline -> baseline.ratio()));
        measures.put("baseline.answered_per_second", ofBaseline(false, baseline -> baseline.answeredPerSecond()));
        measures.put("baseline.p99", ofBaseline(true, baseline -> baseline.p99()));
        return measures;
    }

    private static Measure of(ToDoubleFunction<Summary> value) {
        return new Measure(false, result -> OptionalDouble.of(value.applyAsDouble(result.summary())));
    }

    private static Measure of(String kind, boolean isTime, ToDoubleFunction<KindSummary> value) {
        return new Measure(isTime, result -> result.summary().kinds().stream()
                .filter(summary -> summary.kind().equals(kind) && summary.count() > 0)
                .mapToDouble(value)
                .findFirst());
    }

    private static Measure ofBaseline(boolean isTime, ToDoubleFunction<Baseline> value) {
        return new Measure(
                isTime,
                result -> result.baseline() == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(value.applyAsDouble(result.baseline())));
    }
}
