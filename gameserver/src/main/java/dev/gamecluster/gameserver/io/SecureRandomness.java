package dev.gamecluster.gameserver.io;

import dev.gamecluster.gameserver.core.Randomness;
import dev.gamecluster.protocol.node.SessionKey;
import java.security.SecureRandom;
import java.util.SplittableRandom;

/** Session keys from the system's secure source, start positions from a fast generator seeded by it. */
final class SecureRandomness implements Randomness {
    private final SecureRandom secure = new SecureRandom();
    private final SplittableRandom fast = new SplittableRandom(secure.nextLong());

    @Override
    public SessionKey sessionKey() {
        SessionKey key;
        do {
            key = new SessionKey(secure.nextLong(), secure.nextLong());
        } while (key.isNone());
        return key;
    }

    @Override
    public double between(double minimum, double maximum) {
        return minimum == maximum ? minimum : fast.nextDouble(minimum, maximum);
    }
}
