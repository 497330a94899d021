package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage.Failed;
import dev.gamecluster.protocol.client.ServerMessage.QueryResult;
import dev.gamecluster.protocol.client.UserList;

/** One node without registry and what clients ask of it. */
abstract class StandaloneNode {
    static final long ONE = 101;
    static final long TWO = 102;
    static final long THREE = 103;
    static final long USER = 42;
    static final long OTHER = 43;

    final MemoryCluster cluster = new MemoryCluster();
    final MemoryNode node = cluster.standalone();

    static Request.Login login(long id, long user) {
        return new Request.Login(id, user, null, null);
    }

    static Request.SetVelocity velocity(long id, double x) {
        return new Request.SetVelocity(id, x, 0);
    }

    static Request.Aoe aoe(long id) {
        return new Request.Aoe(id, 50, 10);
    }

    static Request.Query everywhere(long id, long minimumTick) {
        return new Request.Query(id, -2e6, -2e6, 2e6, 2e6, minimumTick);
    }

    UserList world() {
        return node.ask(999, everywhere(1, 0), QueryResult.class).users();
    }

    static int indexOf(UserList users, long user) {
        for (int i = 0; i < users.size(); i++) {
            if (users.id(i) == user) {
                return i;
            }
        }
        throw new AssertionError("user " + user + " is not in the world");
    }

    void fails(long connection, Request request, ErrorCode code) {
        Failed failed = node.ask(connection, request, Failed.class);
        assertThat(failed.code()).isEqualTo(code);
        assertThat(failed.id()).isEqualTo(request.id());
        assertThat(failed.idKnown()).isTrue();
    }
}
