package dev.gamecluster.gameserver.core;

import dev.gamecluster.protocol.node.ControlMessage.Leave;

/** Whether this node wants to go, must send its clients away, or waits for nobody because the cluster ends. */
final class Departure {
    private final ClientDesk desk;
    private boolean leaving;
    private boolean draining;
    private boolean ending;

    Departure(ClientDesk desk) {
        this.desk = desk;
    }

    /** @param standalone there is nobody who would say what to do */
    void leave(boolean standalone) {
        leaving = true;
        if (standalone) {
            desk.redirects().all("draining", true);
        }
    }

    /** Where the cluster ends clients are not sent away: nobody else stays either. */
    void told(Leave told) {
        ending = told == Leave.END;
        boolean wanted = told == Leave.DRAIN;
        if (wanted && !draining) {
            desk.redirects().all("draining", true);
        } else if (!wanted && draining) {
            desk.redirects().stopDraining();
        }
        draining = wanted;
    }

    /** The cluster ends, and that counts also for a node that has no use for the rest of what it was told. */
    void toldOfEnd(Leave told) {
        if (told == Leave.END) {
            told(told);
        }
    }

    boolean isLeaving() {
        return leaving;
    }

    boolean isDraining() {
        return draining;
    }

    boolean isEnding() {
        return ending;
    }
}
