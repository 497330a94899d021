package dev.gamecluster.gameserver.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.LogRecord.Command;
import dev.gamecluster.protocol.node.SessionKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrefetchTest extends StateWithOneReign {
    @Test
    void shouldChangeNothingWhoeverTheCommandsAreFor() {
        List<Command> commands = new ArrayList<>();
        for (long user = 1; user <= 200; user++) {
            Session session = login(user);
            if (user % 3 == 0) {
                velocity(session, 1, 1);
            }
            if (user % 5 == 0) {
                logout(session, 2);
            }
            commands.add(new LogRecord.SetVelocity(session.number(), 3, 1, 1));
            commands.add(new LogRecord.Aoe(session.number(), 4, 50, 1));
            commands.add(new LogRecord.Logout(session.number(), 5));
            commands.add(new LogRecord.SetVelocity(100_000 + user, 3, 1, 1));
            commands.add(new LogRecord.Login(key(), SessionKey.NONE, user, HERE, 0, 0));
        }
        ticks(1_000);
        expireDue();
        long hash = state.hash();
        long seq = state.seq();

        state.prefetch(commands);
        state.prefetch(commands.subList(0, 1));

        assertThat(state.hash()).isEqualTo(hash).isEqualTo(state.recomputeHash());
        assertThat(state.seq()).isEqualTo(seq);
    }
}
