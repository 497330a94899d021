package dev.gamecluster.e2e.kubernetes;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How players in a pod fare, by their own last words: {@code 100 bots, 98 playing: 200 writes/s acknowledged (4711 in all), 0 failed, ...}.
 *
 * @param playing those that are logged in
 * @param acknowledged writes since they began
 * @param failed writes that came to nothing
 */
record BotsLog(int bots, int playing, long acknowledged, long failed, String line) {
    private static final Pattern LINE = Pattern.compile(
            "(\\d+) bots(?:, (\\d+) playing)?: \\d+ writes/s acknowledged \\((\\d+) in all\\), (\\d+) failed.*");

    /** @return empty before they have said anything */
    static Optional<BotsLog> last(String log) {
        return log.lines()
                .map(LINE::matcher)
                .filter(Matcher::find)
                .map(BotsLog::of)
                .reduce((earlier, later) -> later);
    }

    private static BotsLog of(Matcher matcher) {
        int bots = Integer.parseInt(matcher.group(1));
        String playing = matcher.group(2);
        return new BotsLog(
                bots,
                playing == null ? bots : Integer.parseInt(playing),
                Long.parseLong(matcher.group(3)),
                Long.parseLong(matcher.group(4)),
                matcher.group());
    }

    boolean allPlay() {
        return playing == bots;
    }

    /** What is wrong, in words; empty when they do not notice anything. */
    static List<String> problems(Optional<BotsLog> now) {
        return now.isEmpty()
                ? List.of("the bots have said nothing")
                : now.get().failed() > 0 ? List.of(now.get().line()) : List.of();
    }
}
