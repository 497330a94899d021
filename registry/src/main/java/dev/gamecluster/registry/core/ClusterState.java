package dev.gamecluster.registry.core;

/** What the parts of a director share: the nodes, the epochs, who reigns, and how the last master was lost. */
final class ClusterState {
    /** How and when the loss of a master was noticed, and the tick that its world had reached as far as is known. */
    record Loss(Reason reason, long noticeNanos, long tick) {}

    private final ClusterName name;
    private final NodeDirectory nodes = new NodeDirectory();
    private final Epochs epochs = new Epochs();
    private Reign reign = Reign.NONE;
    private Reign confirmed = Reign.NONE;
    private Loss loss;

    ClusterState(ClusterName name) {
        this.name = name;
    }

    /** The new reign is written; its master has been told and has not confirmed. */
    void begin(Reign newest) {
        reign = newest;
        epochs.reigned(newest.epoch());
    }

    /** A node reports to be the master of this reign. */
    void confirm(Reign reported) {
        begin(reported);
        confirmed = reported;
        loss = null;
    }

    void masterLost(Loss newest) {
        loss = newest;
    }

    ClusterName name() {
        return name;
    }

    NodeDirectory nodes() {
        return nodes;
    }

    Epochs epochs() {
        return epochs;
    }

    Reign reign() {
        return reign;
    }

    /** The last reign whose master was heard. */
    Reign confirmed() {
        return confirmed;
    }

    /** Null when no master was lost since one was heard. */
    Loss loss() {
        return loss;
    }

    /** Null when there is none or it is lost. */
    NodeEntry master() {
        return nodes.findLive(reign.master());
    }
}
