package dev.gamecluster.e2e.simulation;

import dev.gamecluster.protocol.client.UserList;
import java.util.List;

/**
 * The balance at the end: everybody who stayed all the time has exactly what all others gave away, every write counted once. Writes
 * that nobody will ever be told of (their session is gone) count when the log has them.
 */
final class Books {
    private final List<SimulatedClient> clients;
    private final LogHistory log;

    Books(List<SimulatedClient> clients, LogHistory log) {
        this.clients = clients;
        this.log = log;
    }

    void check(SimulatedNode node) {
        UserList users = new UserList(16);
        node.core().state().query(-200, -200, 200, 200, users::add);
        for (SimulatedClient client : clients) {
            if (!client.roams()) {
                check(client, moneyOf(users, client));
            }
        }
    }

    private static long moneyOf(UserList users, SimulatedClient client) {
        for (int i = 0; i < users.size(); i++) {
            if (users.id(i) == client.user()) {
                return users.money(i);
            }
        }
        throw new Violation(client + " is not in the world at the end", null);
    }

    private void check(SimulatedClient client, long money) {
        long expected = 0;
        for (SimulatedClient other : clients) {
            if (other != client) {
                expected += other.ledger().acknowledgedMoney()
                        + other.ledger().unknownMoney(amount -> log.outcomeInNewest(amount) != null);
            }
        }
        if (money != expected) {
            throw new Violation(
                    client + " has " + money + " at the end; acknowledged writes to it are worth " + expected, null);
        }
    }
}
