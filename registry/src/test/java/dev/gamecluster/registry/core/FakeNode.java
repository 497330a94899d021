package dev.gamecluster.registry.core;

import dev.gamecluster.protocol.node.ControlMessage.Assignment;
import dev.gamecluster.protocol.node.ControlMessage.Heartbeat;
import dev.gamecluster.protocol.node.ControlMessage.Prepare;
import dev.gamecluster.protocol.node.ControlMessage.Prepared;
import dev.gamecluster.protocol.node.ControlMessage.StepDown;
import dev.gamecluster.protocol.node.Endpoints;
import dev.gamecluster.protocol.node.Position;
import dev.gamecluster.protocol.node.Role;

/** As much of a node as the registry sees. Tests set the fields. */
public final class FakeNode {
    public final String name;
    public final int id;
    public final Endpoints endpoints;
    public Role role = Role.JOINING;
    public long epoch;
    public long promised;
    public Position position = Position.NOTHING;
    public long admittedSeq;
    public boolean following;
    public boolean leaving;
    public boolean holding;
    public int clients;
    public int load;
    public boolean running = true;
    /** Answers nothing but still runs. */
    public boolean deafToPrepare;

    public boolean deafToStepDown;
    public boolean deafToAssignments;
    public boolean heartbeatsStayAway;

    public FakeNode(String name, int id) {
        this(name, id, new Endpoints("tcp://" + name + ":5555", "tcp://" + name + ":5556", "tcp://" + name + ":5557"));
    }

    public FakeNode(String name, int id, Endpoints endpoints) {
        this.name = name;
        this.id = id;
        this.endpoints = endpoints;
    }

    public static FakeNode master(String name, int id, long epoch, long seq) {
        FakeNode node = new FakeNode(name, id);
        node.role = Role.MASTER;
        node.epoch = epoch;
        node.promised = epoch;
        node.at(epoch, seq);
        return node;
    }

    public static FakeNode slave(String name, int id, long epoch, long seq) {
        FakeNode node = master(name, id, epoch, seq);
        node.role = Role.SLAVE;
        node.admittedSeq = 5;
        node.following = true;
        return node;
    }

    public FakeNode at(long ofEpoch, long seq) {
        position = new Position(ofEpoch, seq, seq / 10);
        return this;
    }

    public Heartbeat heartbeat() {
        return new Heartbeat(
                "local/demo",
                name,
                id,
                endpoints,
                role,
                epoch,
                promised,
                position,
                admittedSeq,
                following,
                leaving,
                2_000,
                clients,
                7,
                load,
                holding);
    }

    /** @return its answer, or null */
    public Prepared on(Prepare prepare) {
        if (prepare.epoch() < promised || deafToPrepare) {
            return null;
        }
        promised = prepare.epoch();
        following = false;
        return new Prepared("local/demo", id, promised, position, admittedSeq, load);
    }

    public boolean stops(StepDown stepDown) {
        return role == Role.MASTER && stepDown.epoch() == epoch && !deafToStepDown;
    }

    /** @return whether to send a heartbeat at once */
    public boolean on(Assignment assignment) {
        if (assignment.epoch() < promised || assignment.epoch() == 0 || deafToAssignments) {
            return false;
        }
        boolean newReign = epoch != assignment.epoch() || role == Role.JOINING;
        promised = assignment.epoch();
        epoch = assignment.epoch();
        if (assignment.master() != id) {
            if (newReign) {
                role = Role.SLAVE;
                following = true;
                admittedSeq = admittedSeq == 0 && !position.isNothing() ? position.seq() + 10 : admittedSeq;
            }
            return newReign;
        }
        if (newReign) {
            role = Role.MASTER;
            admittedSeq = 0;
            following = false;
            at(epoch, position.seq() + 1);
        }
        return newReign;
    }
}
