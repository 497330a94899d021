package dev.gamecluster.gameserver.core;

import dev.gamecluster.protocol.node.SessionKey;
import java.util.HashMap;
import java.util.Map;

/** Logins on their way, by the key that they would start and the key that they would resume. */
final class PendingLogins {
    private final Map<SessionKey, Pending> byNewKey = new HashMap<>();
    private final Map<SessionKey, Integer> resuming = new HashMap<>();

    void add(SessionKey newKey, SessionKey resumeKey, Pending pending) {
        byNewKey.put(newKey, pending);
        if (!resumeKey.isNone()) {
            resuming.merge(resumeKey, 1, Integer::sum);
        }
    }

    /** @return the login, or null when it is not known here */
    Pending of(SessionKey newKey) {
        return byNewKey.get(newKey);
    }

    void remove(SessionKey newKey, SessionKey resumeKey) {
        if (byNewKey.remove(newKey) != null && !resumeKey.isNone()) {
            resuming.computeIfPresent(resumeKey, (key, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Whether a login on its way would start or resume the session of {@code key}. */
    boolean concerns(SessionKey key) {
        return byNewKey.containsKey(key) || resuming.containsKey(key);
    }
}
