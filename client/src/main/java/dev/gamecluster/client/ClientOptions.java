package dev.gamecluster.client;

import dev.gamecluster.protocol.Limits;

/**
 * Times and bounds of one client.
 *
 * @param heartbeatMillis a ping is sent when nothing was sent for this long
 * @param deadAfterMillis a node that answers nothing for this long, while it owes an answer, is given up (it is pinged at half of it)
 * @param connectMillis how long a node has to answer the first message on a new connection; longer than a write is held
 * @param resendAfterMillis a request that is not answered for this long while others are is sent again
 * @param giveUpAfterMillis total time after which a request fails
 * @param unansweredWrites writes without an answer; one more fails with {@link GameClientException.TooManyUnanswered}
 * @param unansweredReads queries and pings without an answer; one more fails likewise
 */
public record ClientOptions(
        int heartbeatMillis,
        int deadAfterMillis,
        int connectMillis,
        int resendAfterMillis,
        int giveUpAfterMillis,
        int unansweredWrites,
        int unansweredReads) {

    public static final ClientOptions DEFAULT =
            new ClientOptions(2_000, 1_000, 1_500, 3_000, 30_000, Limits.SESSION_UNANSWERED, 256);

    public ClientOptions {
        require("heartbeatMillis", heartbeatMillis, 1, Limits.SILENCE_MILLIS / 2);
        require("deadAfterMillis", deadAfterMillis, 10, 60_000);
        require("connectMillis", connectMillis, 10, 60_000);
        require("resendAfterMillis", resendAfterMillis, 10, 600_000);
        require("giveUpAfterMillis", giveUpAfterMillis, 10, 600_000);
        require("unansweredWrites", unansweredWrites, 1, Limits.SESSION_UNANSWERED);
        require("unansweredReads", unansweredReads, 1, 65_536);
    }

    public ClientOptions withGiveUpAfterMillis(int millis) {
        return new ClientOptions(
                heartbeatMillis,
                deadAfterMillis,
                connectMillis,
                resendAfterMillis,
                millis,
                unansweredWrites,
                unansweredReads);
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "client option " + name + "=" + value + " is not allowed: expected " + least + ".." + most);
        }
    }
}
