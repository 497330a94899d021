package dev.gamecluster.protocol.node;

/** Messages between a node and the registry. */
final class ControlCodec {
    static final int HEARTBEAT = 32;
    static final int PREPARED = 33;
    static final int STEPPED_DOWN = 34;
    static final int ASSIGNMENT = 35;
    static final int PREPARE = 36;
    static final int STEP_DOWN = 37;

    private static final Role[] ROLES = Role.values();
    private static final ControlMessage.Protection[] PROTECTIONS = ControlMessage.Protection.values();
    private static final ControlMessage.Leave[] LEAVES = ControlMessage.Leave.values();

    private ControlCodec() {}

    static int numberOf(ControlMessage message) {
        return switch (message) {
            case ControlMessage.Heartbeat heartbeat -> HEARTBEAT;
            case ControlMessage.Prepared prepared -> PREPARED;
            case ControlMessage.SteppedDown steppedDown -> STEPPED_DOWN;
            case ControlMessage.Assignment assignment -> ASSIGNMENT;
            case ControlMessage.Prepare prepare -> PREPARE;
            case ControlMessage.StepDown stepDown -> STEP_DOWN;
        };
    }

    static void write(BinaryWriter writer, ControlMessage message) {
        switch (message) {
            case ControlMessage.Heartbeat heartbeat -> writeHeartbeat(writer, heartbeat);
            case ControlMessage.Prepared prepared -> {
                writer.text(prepared.cluster());
                writer.fixed32(prepared.nodeId());
                writer.count(prepared.epoch());
                PeerCodec.writePosition(writer, prepared.position());
                writer.count(prepared.admittedSeq());
                writer.count(prepared.loadPermille());
            }
            case ControlMessage.SteppedDown steppedDown -> {
                writer.text(steppedDown.cluster());
                writer.fixed32(steppedDown.nodeId());
                writer.count(steppedDown.epoch());
                PeerCodec.writePosition(writer, steppedDown.position());
            }
            case ControlMessage.Assignment assignment -> writeAssignment(writer, assignment);
            case ControlMessage.Prepare prepare -> writer.count(prepare.epoch());
            case ControlMessage.StepDown stepDown -> writer.count(stepDown.epoch());
        }
    }

    /** The message of that number, or null when the number is none of a control message. */
    static ControlMessage read(BinaryReader reader, int number) throws MalformedMessageException {
        return switch (number) {
            case HEARTBEAT -> readHeartbeat(reader);
            case PREPARED ->
                new ControlMessage.Prepared(
                        reader.text("cluster"),
                        reader.fixed32("node id"),
                        reader.count("epoch"),
                        PeerCodec.readPosition(reader),
                        reader.count("admitted seq"),
                        reader.count32("load"));
            case STEPPED_DOWN ->
                new ControlMessage.SteppedDown(
                        reader.text("cluster"),
                        reader.fixed32("node id"),
                        reader.count("epoch"),
                        PeerCodec.readPosition(reader));
            case ASSIGNMENT -> readAssignment(reader);
            case PREPARE -> new ControlMessage.Prepare(reader.count("epoch"));
            case STEP_DOWN -> new ControlMessage.StepDown(reader.count("epoch"));
            default -> null;
        };
    }

    private static void writeHeartbeat(BinaryWriter writer, ControlMessage.Heartbeat heartbeat) {
        writer.text(heartbeat.cluster());
        writer.text(heartbeat.name());
        writer.fixed32(heartbeat.nodeId());
        writeEndpoints(writer, heartbeat.endpoints());
        writer.octet(heartbeat.role().ordinal());
        writer.count(heartbeat.epoch());
        writer.count(heartbeat.promisedEpoch());
        PeerCodec.writePosition(writer, heartbeat.position());
        writer.count(heartbeat.admittedSeq());
        writer.flag(heartbeat.following());
        writer.flag(heartbeat.leaving());
        writer.signed(heartbeat.lagMicros());
        writer.count(heartbeat.clients());
        writer.count(heartbeat.users());
        writer.count(heartbeat.loadPermille());
        writer.flag(heartbeat.holding());
    }

    private static ControlMessage.Heartbeat readHeartbeat(BinaryReader reader) throws MalformedMessageException {
        return new ControlMessage.Heartbeat(
                reader.text("cluster"),
                reader.text("name"),
                reader.fixed32("node id"),
                readEndpoints(reader),
                reader.constant(ROLES, "role"),
                reader.count("epoch"),
                reader.count("promised epoch"),
                PeerCodec.readPosition(reader),
                reader.count("admitted seq"),
                reader.flag("following"),
                reader.flag("leaving"),
                reader.signed("lag"),
                reader.count32("clients"),
                reader.count32("users"),
                reader.count32("load"),
                reader.flag("holding"));
    }

    private static void writeAssignment(BinaryWriter writer, ControlMessage.Assignment assignment) {
        writer.count(assignment.epoch());
        writer.fixed32(assignment.master());
        writer.text(assignment.masterName());
        writer.flag(assignment.masterEndpoints() != null);
        if (assignment.masterEndpoints() != null) {
            writeEndpoints(writer, assignment.masterEndpoints());
        }
        writer.octet(assignment.protection().ordinal());
        writer.count(assignment.maximumLossMillis());
        SnapshotCodec.writeNodeIds(writer, assignment.live());
        writer.octet(assignment.leave().ordinal());
        writer.count(assignment.keep());
    }

    private static ControlMessage.Assignment readAssignment(BinaryReader reader) throws MalformedMessageException {
        return new ControlMessage.Assignment(
                reader.count("epoch"),
                reader.fixed32("master"),
                reader.text("master's name"),
                reader.flag("master's endpoints") ? readEndpoints(reader) : null,
                reader.constant(PROTECTIONS, "protection"),
                reader.count32("maximum loss"),
                SnapshotCodec.readNodeIds(reader),
                reader.constant(LEAVES, "leave"),
                reader.count32("keep"));
    }

    private static void writeEndpoints(BinaryWriter writer, Endpoints endpoints) {
        writer.text(endpoints.client());
        writer.text(endpoints.internal());
        writer.text(endpoints.feed());
    }

    private static Endpoints readEndpoints(BinaryReader reader) throws MalformedMessageException {
        return new Endpoints(
                reader.text("client endpoint"), reader.text("internal endpoint"), reader.text("feed endpoint"));
    }
}
