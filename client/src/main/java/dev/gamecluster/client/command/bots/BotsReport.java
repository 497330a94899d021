package dev.gamecluster.client.command.bots;

import java.util.Locale;

/**
 * How bots fare at one moment.
 *
 * @param playing bots that are logged in
 * @param writesPerSecond acknowledged
 * @param largestGapMillis between two consecutive acknowledgements, of all bots together
 */
public record BotsReport(
        int bots, int playing, double writesPerSecond, long acknowledged, long failed, long largestGapMillis) {

    /** One line. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "%d bots%s: %.0f writes/s acknowledged (%d in all), %d failed, largest gap between two %d ms",
                bots,
                playing == bots ? "" : ", " + playing + " playing",
                writesPerSecond,
                acknowledged,
                failed,
                largestGapMillis);
    }
}
