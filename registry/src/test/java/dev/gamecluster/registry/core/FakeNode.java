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
final class FakeNode {
    final String name;
    final int id;
    final Endpoints endpoints;
    Role role = Role.JOINING;
    long epoch;
    long promised;
    Position position = Position.NOTHING;
    long admittedSeq;
    boolean following;
    boolean leaving;
    int clients;
    int load;
    boolean running = true;
    /** Answers nothing but still runs. */
    boolean deafToPrepare;

    boolean deafToStepDown;
    boolean deafToAssignments;
    boolean heartbeatsStayAway;

    FakeNode(String name, int id) {
        this.name = name;
        this.id = id;
        this.endpoints = new Endpoints("tcp://" + name + ":5555", "tcp://" + name + ":5556", "tcp://" + name + ":5557");
    }

    static FakeNode master(String name, int id, long epoch, long seq) {
        FakeNode node = new FakeNode(name, id);
        node.role = Role.MASTER;
        node.epoch = epoch;
        node.promised = epoch;
        node.at(epoch, seq);
        return node;
    }

    static FakeNode slave(String name, int id, long epoch, long seq) {
        FakeNode node = master(name, id, epoch, seq);
        node.role = Role.SLAVE;
        node.admittedSeq = 5;
        node.following = true;
        return node;
    }

    FakeNode at(long ofEpoch, long seq) {
        position = new Position(ofEpoch, seq, seq / 10);
        return this;
    }

    Heartbeat heartbeat() {
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
                false);
    }

    /** @return its answer, or null */
    Prepared on(Prepare prepare) {
        if (prepare.epoch() < promised || deafToPrepare) {
            return null;
        }
        promised = prepare.epoch();
        following = false;
        return new Prepared("local/demo", id, promised, position, admittedSeq, load);
    }

    boolean stops(StepDown stepDown) {
        return role == Role.MASTER && stepDown.epoch() == epoch && !deafToStepDown;
    }

    /** @return whether to send a heartbeat at once */
    boolean on(Assignment assignment) {
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
