package dev.gamecluster.protocol.node;

import dev.gamecluster.protocol.Limits;
import java.util.ArrayList;
import java.util.List;

/** Messages between nodes, and the registry's probe. */
final class PeerCodec {
    static final int FEED = 1;
    static final int FOLLOW = 2;
    static final int ACK = 3;
    static final int FORWARD = 4;
    static final int FORWARD_GAP = 5;
    static final int FORWARD_REFUSED = 6;
    static final int REPLAY = 7;
    static final int LAG_REPORT = 8;
    static final int SNAPSHOT_BEGIN = 9;
    static final int SNAPSHOT_CHUNK = 10;
    static final int SNAPSHOT_END = 11;
    static final int SNAPSHOT_CREDIT = 12;
    static final int PROBE = 13;
    static final int PROBE_REPLY = 14;

    /** Number of the record and one field: the least a command takes. */
    private static final int COMMAND_BYTES = 3;

    private static final Role[] ROLES = Role.values();

    private PeerCodec() {}

    static int numberOf(PeerMessage message) {
        return switch (message) {
            case PeerMessage.Feed feed -> FEED;
            case PeerMessage.Follow follow -> FOLLOW;
            case PeerMessage.Ack ack -> ACK;
            case PeerMessage.Forward forward -> FORWARD;
            case PeerMessage.ForwardGap gap -> FORWARD_GAP;
            case PeerMessage.ForwardRefused refused -> FORWARD_REFUSED;
            case PeerMessage.Replay replay -> REPLAY;
            case PeerMessage.LagReport report -> LAG_REPORT;
            case PeerMessage.SnapshotBegin begin -> SNAPSHOT_BEGIN;
            case PeerMessage.SnapshotChunk chunk -> SNAPSHOT_CHUNK;
            case PeerMessage.SnapshotEnd end -> SNAPSHOT_END;
            case PeerMessage.SnapshotCredit credit -> SNAPSHOT_CREDIT;
            case PeerMessage.Probe probe -> PROBE;
            case PeerMessage.ProbeReply reply -> PROBE_REPLY;
        };
    }

    static void write(BinaryWriter writer, PeerMessage message) {
        switch (message) {
            case PeerMessage.Feed feed -> DeltaCodec.write(writer, feed.delta());
            case PeerMessage.Follow follow -> {
                writer.count(follow.epoch());
                writer.fixed32(follow.nodeId());
                writePosition(writer, follow.position());
            }
            case PeerMessage.Ack ack -> {
                writer.count(ack.epoch());
                writer.fixed32(ack.nodeId());
                writer.count(ack.seq());
                writer.fixed64(ack.publishedNanos());
            }
            case PeerMessage.Forward forward -> writeForward(writer, forward);
            case PeerMessage.ForwardGap gap -> {
                writer.count(gap.epoch());
                writer.fixed64(gap.link());
                writer.count(gap.expectedNumber());
            }
            case PeerMessage.ForwardRefused refused -> {
                writer.count(refused.epoch());
                writer.fixed64(refused.link());
                writer.count(refused.fromNumber());
            }
            case PeerMessage.Replay replay -> writeReplay(writer, replay);
            case PeerMessage.LagReport report -> {
                writer.count(report.epoch());
                writer.signed(report.publishToAckNanos());
            }
            case PeerMessage.SnapshotBegin begin -> writeSnapshotBegin(writer, begin);
            case PeerMessage.SnapshotChunk chunk -> {
                writer.count(chunk.epoch());
                writer.fixed64(chunk.transfer());
                writer.signed(chunk.index());
                SnapshotCodec.writePart(writer, chunk.part());
            }
            case PeerMessage.SnapshotEnd end -> {
                writer.count(end.epoch());
                writer.fixed64(end.transfer());
                writer.count(end.chunks());
            }
            case PeerMessage.SnapshotCredit credit -> {
                writer.count(credit.epoch());
                writer.fixed32(credit.nodeId());
                writer.fixed64(credit.transfer());
                writer.signed(credit.index());
            }
            case PeerMessage.Probe probe -> writer.fixed64(probe.nonce());
            case PeerMessage.ProbeReply reply -> {
                writer.fixed64(reply.nonce());
                writer.fixed32(reply.nodeId());
                writer.octet(reply.role().ordinal());
                writer.count(reply.epoch());
                writePosition(writer, reply.position());
            }
        }
    }

    /** The message of that number, or null when the number is none of a peer message. */
    static PeerMessage read(BinaryReader reader, int number) throws MalformedMessageException {
        return switch (number) {
            case FEED -> new PeerMessage.Feed(DeltaCodec.read(reader));
            case FOLLOW ->
                new PeerMessage.Follow(reader.count("epoch"), reader.fixed32("node id"), readPosition(reader));
            case ACK ->
                new PeerMessage.Ack(
                        reader.count("epoch"),
                        reader.fixed32("node id"),
                        reader.count("seq"),
                        reader.fixed64("published"));
            case FORWARD -> readForward(reader);
            case FORWARD_GAP ->
                new PeerMessage.ForwardGap(
                        reader.count("epoch"), reader.fixed64("link"), reader.count("expected number"));
            case FORWARD_REFUSED ->
                new PeerMessage.ForwardRefused(
                        reader.count("epoch"), reader.fixed64("link"), reader.count("from number"));
            case REPLAY -> readReplay(reader);
            case LAG_REPORT -> new PeerMessage.LagReport(reader.count("epoch"), reader.signed("publish to ack"));
            case SNAPSHOT_BEGIN ->
                new PeerMessage.SnapshotBegin(
                        reader.count("epoch"),
                        reader.fixed64("transfer"),
                        readPosition(reader),
                        reader.fixed64("hash"),
                        SnapshotCodec.readHeader(reader));
            case SNAPSHOT_CHUNK ->
                new PeerMessage.SnapshotChunk(
                        reader.count("epoch"),
                        reader.fixed64("transfer"),
                        reader.signed32("chunk index"),
                        SnapshotCodec.readPart(reader));
            case SNAPSHOT_END ->
                new PeerMessage.SnapshotEnd(
                        reader.count("epoch"), reader.fixed64("transfer"), reader.count32("chunks"));
            case SNAPSHOT_CREDIT ->
                new PeerMessage.SnapshotCredit(
                        reader.count("epoch"),
                        reader.fixed32("node id"),
                        reader.fixed64("transfer"),
                        reader.signed32("chunk index"));
            case PROBE -> new PeerMessage.Probe(reader.fixed64("nonce"));
            case PROBE_REPLY ->
                new PeerMessage.ProbeReply(
                        reader.fixed64("nonce"),
                        reader.fixed32("node id"),
                        reader.constant(ROLES, "role"),
                        reader.count("epoch"),
                        readPosition(reader));
            default -> null;
        };
    }

    static void writePosition(BinaryWriter writer, Position position) {
        writer.count(position.epoch());
        writer.count(position.seq());
        writer.count(position.tick());
    }

    static Position readPosition(BinaryReader reader) throws MalformedMessageException {
        return new Position(reader.count("position's epoch"), reader.count("seq"), reader.count("tick"));
    }

    private static void writeForward(BinaryWriter writer, PeerMessage.Forward forward) {
        writer.count(forward.epoch());
        writer.fixed32(forward.nodeId());
        writer.fixed64(forward.link());
        writer.count(forward.firstNumber());
        List<LogRecord.Command> commands = forward.commands();
        writer.length(commands.size(), Limits.FORWARD_COMMANDS, "commands");
        for (int index = 0; index < commands.size(); index++) {
            LogRecord.Command command = commands.get(index);
            writer.octet(LogRecordCodec.numberOf(command));
            LogRecordCodec.write(writer, command);
        }
    }

    private static PeerMessage.Forward readForward(BinaryReader reader) throws MalformedMessageException {
        long epoch = reader.count("epoch");
        int nodeId = reader.fixed32("node id");
        long link = reader.fixed64("link");
        long firstNumber = reader.count("first number");
        int length = reader.length(Limits.FORWARD_COMMANDS, COMMAND_BYTES, "commands");
        List<LogRecord.Command> commands = new ArrayList<>(length);
        for (int index = 0; index < length; index++) {
            commands.add(LogRecordCodec.readCommand(reader, reader.octet("command")));
        }
        return new PeerMessage.Forward(epoch, nodeId, link, firstNumber, commands);
    }

    private static void writeReplay(BinaryWriter writer, PeerMessage.Replay replay) {
        writer.count(replay.epoch());
        writer.count(replay.deltas().size());
        for (Delta delta : replay.deltas()) {
            DeltaCodec.write(writer, delta);
        }
    }

    private static PeerMessage.Replay readReplay(BinaryReader reader) throws MalformedMessageException {
        long epoch = reader.count("epoch");
        int length = reader.length(Limits.NODE_FRAME_BYTES, DeltaCodec.DELTA_BYTES, "deltas");
        List<Delta> deltas = new ArrayList<>(length);
        for (int index = 0; index < length; index++) {
            deltas.add(DeltaCodec.read(reader));
        }
        return new PeerMessage.Replay(epoch, deltas);
    }

    private static void writeSnapshotBegin(BinaryWriter writer, PeerMessage.SnapshotBegin begin) {
        writer.count(begin.epoch());
        writer.fixed64(begin.transfer());
        writePosition(writer, begin.position());
        writer.fixed64(begin.hash());
        SnapshotCodec.writeHeader(writer, begin.header());
    }
}
