package dev.gamecluster.registry.core;

/** Why an election was held, or why a node is suspect or has left. */
public enum Reason {
    HEARTBEAT_LOST("HeartbeatLost"),
    CONNECTION_LOST("ConnectionLost"),
    NODE_GONE("NodeGone"),
    /** A slave that was to go has ended. */
    LEFT("Left"),
    /** The same name came back as another process. */
    RESTARTED("Restarted"),
    /** A live node did not answer prepare. */
    PREPARE_UNANSWERED("PrepareUnanswered"),
    SWITCHOVER("Switchover"),
    /** A switchover that could not be completed. */
    SWITCHOVER_ABORTED("SwitchoverAborted"),
    /** The first reign of a cluster. */
    BOOTSTRAP("Bootstrap"),
    /** No master was reported when the registry began. */
    NO_MASTER_REPORTED("NoMasterReported"),
    /** A node has promised an epoch that nobody reigns in. */
    UNFINISHED_ELECTION("UnfinishedElection"),
    /** Two nodes call themselves master of the same epoch. */
    TWO_MASTERS("TwoMasters"),
    /** The chosen node did not confirm. */
    NOT_CONFIRMED("NotConfirmed");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    /** Of a node that is lost: it was only not heard; nothing proves that it is gone. */
    boolean isSilence() {
        return this == HEARTBEAT_LOST || this == PREPARE_UNANSWERED;
    }

    /** As people and machines see it. */
    public String text() {
        return text;
    }
}
