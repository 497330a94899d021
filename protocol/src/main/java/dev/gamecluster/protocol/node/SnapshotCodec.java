package dev.gamecluster.protocol.node;

import dev.gamecluster.protocol.Limits;
import java.util.ArrayList;
import java.util.List;

/** The head and the parts of a snapshot. */
final class SnapshotCodec {
    private static final int USERS = 1;
    private static final int SESSIONS = 2;
    /** Id, position, kinds, zero velocity, tick, money, flag: the least a user takes. */
    private static final int USER_BYTES = 21;
    /** The least a session takes: key, holder and eight one-byte numbers. */
    private static final int SESSION_BYTES = 28;
    /** The least a remembered id takes, with tick and hits. */
    private static final int REMEMBERED_BYTES = 3;

    private SnapshotCodec() {}

    static void writeHeader(BinaryWriter writer, StateHeader header) {
        writer.count(header.nextSession());
        writer.count(header.users());
        writer.count(header.sessions());
        writer.length(header.reigns().size(), Limits.REIGNS, "reigns");
        for (StateHeader.Reign reign : header.reigns()) {
            writer.count(reign.epoch());
            writer.count(reign.firstSeq());
        }
        writeNodeIds(writer, header.admitted());
    }

    static StateHeader readHeader(BinaryReader reader) throws MalformedMessageException {
        long nextSession = reader.count("next session");
        long users = reader.count("users");
        long sessions = reader.count("sessions");
        int length = reader.length(Limits.REIGNS, 2, "reigns");
        List<StateHeader.Reign> reigns = new ArrayList<>(length);
        for (int index = 0; index < length; index++) {
            reigns.add(new StateHeader.Reign(reader.count("epoch"), reader.count("first seq")));
        }
        return new StateHeader(nextSession, users, sessions, reigns, readNodeIds(reader));
    }

    static void writeNodeIds(BinaryWriter writer, List<Integer> nodeIds) {
        writer.length(nodeIds.size(), Limits.NODE_IDS, "node ids");
        for (int nodeId : nodeIds) {
            writer.fixed32(nodeId);
        }
    }

    static List<Integer> readNodeIds(BinaryReader reader) throws MalformedMessageException {
        int length = reader.length(Limits.NODE_IDS, 4, "node ids");
        List<Integer> nodeIds = new ArrayList<>(length);
        for (int index = 0; index < length; index++) {
            nodeIds.add(reader.fixed32("node id"));
        }
        return nodeIds;
    }

    static void writePart(BinaryWriter writer, SnapshotPart part) {
        switch (part) {
            case SnapshotPart.Users users -> {
                writer.octet(USERS);
                writeUsers(writer, users);
            }
            case SnapshotPart.Sessions sessions -> {
                writer.octet(SESSIONS);
                writer.length(sessions.sessions().size(), Limits.SNAPSHOT_CHUNK_SESSIONS, "sessions");
                for (SnapshotPart.SessionRecord session : sessions.sessions()) {
                    writeSession(writer, session);
                }
            }
        }
    }

    static SnapshotPart readPart(BinaryReader reader) throws MalformedMessageException {
        int kind = reader.octet("snapshot part");
        return switch (kind) {
            case USERS -> readUsers(reader);
            case SESSIONS -> readSessions(reader);
            default -> throw new MalformedMessageException("snapshot part " + kind + " is unknown, allowed are 1, 2");
        };
    }

    private static void writeUsers(BinaryWriter writer, SnapshotPart.Users users) {
        int length = users.id().length;
        writer.length(length, Limits.SNAPSHOT_CHUNK_USERS, "users");
        for (int index = 0; index < length; index++) {
            writer.unsigned(users.id()[index]);
            writer.fixedDouble(users.x()[index]);
            writer.fixedDouble(users.y()[index]);
            writer.vector(users.velocityX()[index], users.velocityY()[index]);
            writer.count(users.sinceTick()[index]);
            writer.unsigned(users.money()[index]);
            writer.flag(users.loggedIn()[index]);
        }
    }

    private static SnapshotPart.Users readUsers(BinaryReader reader) throws MalformedMessageException {
        int length = reader.length(Limits.SNAPSHOT_CHUNK_USERS, USER_BYTES, "users");
        SnapshotPart.Users users = new SnapshotPart.Users(
                new long[length],
                new double[length],
                new double[length],
                new double[length],
                new double[length],
                new long[length],
                new long[length],
                new boolean[length]);
        for (int index = 0; index < length; index++) {
            readUser(reader, users, index);
        }
        return users;
    }

    private static void readUser(BinaryReader reader, SnapshotPart.Users users, int index)
            throws MalformedMessageException {
        users.id()[index] = reader.unsigned("user");
        users.x()[index] = reader.fixedDouble("position x");
        users.y()[index] = reader.fixedDouble("position y");
        int kinds = reader.kinds(16, "velocity");
        users.velocityX()[index] = reader.component(kinds, "velocity x");
        users.velocityY()[index] = reader.component(kinds >> 2, "velocity y");
        users.sinceTick()[index] = reader.count("since tick");
        users.money()[index] = reader.unsigned("money");
        users.loggedIn()[index] = reader.flag("logged in");
    }

    private static void writeSession(BinaryWriter writer, SnapshotPart.SessionRecord session) {
        writer.count(session.number());
        LogRecordCodec.writeKey(writer, session.key());
        writer.unsigned(session.user());
        writer.fixed32(session.holder());
        writer.count(session.state());
        writer.count(session.deadlineTick());
        writer.count(session.forgottenId());
        writer.count(session.inheritedLogoutId());
        writer.count(session.inheritedLogoutTick());
        writeMemory(writer, session.ids(), session.ticks(), session.hits());
    }

    /** Ids and ticks follow each other closely: each is written as the step from the one before. */
    private static void writeMemory(BinaryWriter writer, long[] ids, long[] ticks, int[] hits) {
        writer.length(ids.length, Limits.SESSION_MEMORY, "remembered ids");
        long id = 0;
        long tick = 0;
        for (int index = 0; index < ids.length; index++) {
            writer.signed(ids[index] - id);
            writer.signed(ticks[index] - tick);
            writer.count(hits[index]);
            id = ids[index];
            tick = ticks[index];
        }
    }

    private static SnapshotPart.Sessions readSessions(BinaryReader reader) throws MalformedMessageException {
        int length = reader.length(Limits.SNAPSHOT_CHUNK_SESSIONS, SESSION_BYTES, "sessions");
        List<SnapshotPart.SessionRecord> sessions = new ArrayList<>(length);
        for (int index = 0; index < length; index++) {
            sessions.add(readSession(reader));
        }
        return new SnapshotPart.Sessions(sessions);
    }

    private static SnapshotPart.SessionRecord readSession(BinaryReader reader) throws MalformedMessageException {
        long number = reader.count("session");
        SessionKey key = LogRecordCodec.readKey(reader);
        long user = reader.unsigned("user");
        int holder = reader.fixed32("holder");
        int state = reader.count32("state");
        long deadlineTick = reader.count("deadline");
        long forgottenId = reader.count("forgotten id");
        long inheritedLogoutId = reader.count("inherited logout id");
        long inheritedLogoutTick = reader.count("inherited logout tick");
        int length = reader.length(Limits.SESSION_MEMORY, REMEMBERED_BYTES, "remembered ids");
        long[] ids = new long[length];
        long[] ticks = new long[length];
        int[] hits = new int[length];
        readMemory(reader, ids, ticks, hits);
        return new SnapshotPart.SessionRecord(
                number,
                key,
                user,
                holder,
                state,
                deadlineTick,
                forgottenId,
                inheritedLogoutId,
                inheritedLogoutTick,
                ids,
                ticks,
                hits);
    }

    private static void readMemory(BinaryReader reader, long[] ids, long[] ticks, int[] hits)
            throws MalformedMessageException {
        long id = 0;
        long tick = 0;
        for (int index = 0; index < ids.length; index++) {
            id += reader.signed("remembered id");
            tick += reader.signed("remembered tick");
            ids[index] = id;
            ticks[index] = tick;
            hits[index] = reader.count32("remembered hits");
        }
    }
}
