package dev.gamecluster.gameserver.core;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.node.LogRecord.Command;
import dev.gamecluster.protocol.node.Role;

/** What a node does at present: it is master, or it follows one, or neither. */
final class CurrentRole {
    private MasterRole master;
    private SlaveRole slave;
    private long links;

    /** @return the reign of this node, or null when it is not master */
    MasterRole master() {
        return master;
    }

    /** @return how this node follows its master, or null when it follows none */
    SlaveRole slave() {
        return slave;
    }

    boolean isMaster() {
        return master != null;
    }

    boolean isSlave() {
        return slave != null;
    }

    boolean isFollowing(int masterId, long epoch) {
        return slave != null && slave.masterId() == masterId && slave.epoch() == epoch;
    }

    /**
     * A master that has stepped down is none: a registry that restarts meanwhile must see that somebody has to take over.
     *
     * @param empty the node has no state
     */
    Role role(boolean empty) {
        if (master != null && !master.hasSteppedDown()) {
            return Role.MASTER;
        }
        return empty ? Role.JOINING : Role.SLAVE;
    }

    void reign(MasterRole begun) {
        master = begun;
    }

    void follow(SlaveRole begun) {
        slave = begun;
    }

    void leave(long nowNanos) {
        if (master != null) {
            master.close(nowNanos);
            master = null;
        }
        if (slave != null) {
            links = Math.max(links, slave.lastLink());
            slave = null;
        }
    }

    /** @return a number above that of every forwarding link of this node so far */
    long nextLink() {
        return ++links;
    }

    /** @return false when a bound is reached: the command is not taken. Without a role it is kept by who submits it, and submitted again */
    boolean submit(Command command, long nowNanos) {
        if (master != null) {
            return master.take(command, nowNanos);
        }
        return slave == null || slave.submit(command);
    }

    /** @return whether there is more to do at once */
    boolean cycle(long nowNanos) {
        if (master != null) {
            return master.cycle(nowNanos);
        }
        if (slave != null) {
            slave.cycle(nowNanos);
        }
        return false;
    }

    /** Whether the state is that of the log, as far as this node can know. */
    boolean isInStep() {
        return master != null || (slave != null && slave.isLive());
    }

    /** How old the node's world is. */
    long lagNanos(long startedNanos, long nowNanos) {
        if (master != null) {
            return master.unacknowledgedNanos(nowNanos);
        }
        return slave == null ? nowNanos - startedNanos : slave.lagNanos(nowNanos);
    }

    /** Fill of the fullest queue, 0..1000. */
    int fullestQueuePermille() {
        long forwarded = slave == null ? 0 : 1_000L * slave.forwardedCount() / Limits.FORWARDED_COMMANDS;
        long inbox = master == null ? 0 : 1_000L * master.inboxSize() / Limits.INBOX_COMMANDS;
        long answers = master == null ? 0 : 1_000L * master.unacknowledgedSize() / Limits.UNACKNOWLEDGED_ANSWERS;
        return (int) Math.max(forwarded, Math.max(inbox, answers));
    }
}
