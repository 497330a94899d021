package dev.gamecluster.e2e.benchmark;

import dev.gamecluster.gameserver.state.ReplicatedState;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.SessionKey;
import java.util.SplittableRandom;

/** A replicated state with everybody logged in. */
final class FullState {
    private FullState() {}

    /** @param writes changes of velocity that each session has made and remembers */
    static ReplicatedState of(int users, int writes) {
        SplittableRandom random = new SplittableRandom(9);
        ReplicatedState state = new ReplicatedState();
        state.apply(new LogRecord.EpochStarted(DrivenNode.EPOCH, DrivenNode.MASTER));
        for (int user = 0; user < users; user++) {
            SessionKey key = new SessionKey(random.nextLong(), random.nextLong());
            double x = random.nextDouble(-1e6, 1e6);
            double y = random.nextDouble(-1e6, 1e6);
            state.apply(new LogRecord.Login(key, SessionKey.NONE, Walkers.id(user), DrivenNode.HOLDER, x, y));
        }
        for (int write = 1; write <= writes; write++) {
            turnEverybody(state, users, write, new Walkers(random));
        }
        return state;
    }

    private static void turnEverybody(ReplicatedState state, int users, int write, Walkers walkers) {
        for (int session = 1; session <= users; session++) {
            int velocity = walkers.draw();
            state.apply(new LogRecord.SetVelocity(session, write, walkers.x(velocity), walkers.y(velocity)));
        }
        state.apply(new LogRecord.Tick(state.tick() + 1));
    }
}
