package dev.gamecluster.protocol.node;

/** Log records and their outcomes. A record is its number, then its fields; the number shares its byte with what surrounds it. */
final class LogRecordCodec {
    static final int LOGIN = 1;
    static final int LOGOUT = 2;
    static final int SET_VELOCITY = 3;
    static final int AOE = 4;
    static final int SILENT = 5;
    static final int EXPIRE = 6;
    static final int NODE_LOST = 7;
    static final int SLAVE_ADMITTED = 8;
    static final int EPOCH_STARTED = 9;
    static final int TICK = 10;
    static final int STATE_HASH = 11;

    private LogRecordCodec() {}

    static int numberOf(LogRecord record) {
        return switch (record) {
            case LogRecord.Login login -> LOGIN;
            case LogRecord.Logout logout -> LOGOUT;
            case LogRecord.SetVelocity velocity -> SET_VELOCITY;
            case LogRecord.Aoe aoe -> AOE;
            case LogRecord.Silent silent -> SILENT;
            case LogRecord.Expire expire -> EXPIRE;
            case LogRecord.NodeLost lost -> NODE_LOST;
            case LogRecord.SlaveAdmitted admitted -> SLAVE_ADMITTED;
            case LogRecord.EpochStarted started -> EPOCH_STARTED;
            case LogRecord.Tick tick -> TICK;
            case LogRecord.StateHash hash -> STATE_HASH;
        };
    }

    static void write(BinaryWriter writer, LogRecord record) {
        switch (record) {
            case LogRecord.Login login -> writeLogin(writer, login);
            case LogRecord.Logout logout -> writeWrite(writer, logout.session(), logout.requestId());
            case LogRecord.SetVelocity velocity -> {
                writeWrite(writer, velocity.session(), velocity.requestId());
                writer.vector(velocity.velocityX(), velocity.velocityY());
            }
            case LogRecord.Aoe aoe -> {
                writeWrite(writer, aoe.session(), aoe.requestId());
                writer.scalar(aoe.radius());
                writer.unsigned(aoe.money());
            }
            case LogRecord.Silent silent -> {
                writer.count(silent.session());
                writer.fixed32(silent.holder());
            }
            case LogRecord.Expire expire -> writer.count(expire.session());
            case LogRecord.NodeLost lost -> writer.fixed32(lost.holder());
            case LogRecord.SlaveAdmitted admitted -> writer.fixed32(admitted.nodeId());
            case LogRecord.EpochStarted started -> {
                writer.count(started.epoch());
                writer.fixed32(started.master());
            }
            case LogRecord.Tick tick -> writer.count(tick.tick());
            case LogRecord.StateHash hash -> writer.fixed64(hash.hash());
        }
    }

    static LogRecord read(BinaryReader reader, int number) throws MalformedMessageException {
        return switch (number) {
            case EXPIRE -> new LogRecord.Expire(reader.count("session"));
            case NODE_LOST -> new LogRecord.NodeLost(reader.fixed32("holder"));
            case SLAVE_ADMITTED -> new LogRecord.SlaveAdmitted(reader.fixed32("node id"));
            case EPOCH_STARTED -> new LogRecord.EpochStarted(reader.count("epoch"), reader.fixed32("master"));
            case TICK -> new LogRecord.Tick(reader.count("tick"));
            case STATE_HASH -> new LogRecord.StateHash(reader.fixed64("hash"));
            default -> readCommand(reader, number);
        };
    }

    static LogRecord.Command readCommand(BinaryReader reader, int number) throws MalformedMessageException {
        return switch (number) {
            case LOGIN -> readLogin(reader);
            case LOGOUT -> new LogRecord.Logout(reader.count("session"), reader.count("request id"));
            case SET_VELOCITY -> readSetVelocity(reader);
            case AOE ->
                new LogRecord.Aoe(
                        reader.count("session"),
                        reader.count("request id"),
                        reader.scalar("radius"),
                        reader.unsigned("money"));
            case SILENT -> new LogRecord.Silent(reader.count("session"), reader.fixed32("holder"));
            default -> throw new MalformedMessageException("record number " + number + " is unknown here");
        };
    }

    static void writeKey(BinaryWriter writer, SessionKey key) {
        writer.fixed64(key.high());
        writer.fixed64(key.low());
    }

    static SessionKey readKey(BinaryReader reader) throws MalformedMessageException {
        return new SessionKey(reader.fixed64("session key"), reader.fixed64("session key"));
    }

    private static void writeWrite(BinaryWriter writer, long session, long requestId) {
        writer.count(session);
        writer.count(requestId);
    }

    private static void writeLogin(BinaryWriter writer, LogRecord.Login login) {
        writeKey(writer, login.newKey());
        boolean resumes = !login.resumeKey().isNone();
        writer.flag(resumes);
        if (resumes) {
            writeKey(writer, login.resumeKey());
        }
        writer.unsigned(login.user());
        writer.fixed32(login.holder());
        writer.vector(login.startX(), login.startY());
    }

    private static LogRecord.Login readLogin(BinaryReader reader) throws MalformedMessageException {
        SessionKey newKey = readKey(reader);
        SessionKey resumeKey = reader.flag("resume flag") ? readKey(reader) : SessionKey.NONE;
        long user = reader.unsigned("user");
        int holder = reader.fixed32("holder");
        int kinds = reader.kinds(16, "start");
        return new LogRecord.Login(
                newKey,
                resumeKey,
                user,
                holder,
                reader.component(kinds, "start x"),
                reader.component(kinds >> 2, "start y"));
    }

    private static LogRecord.SetVelocity readSetVelocity(BinaryReader reader) throws MalformedMessageException {
        long session = reader.count("session");
        long requestId = reader.count("request id");
        int kinds = reader.kinds(16, "velocity");
        return new LogRecord.SetVelocity(
                session, requestId, reader.component(kinds, "velocity x"), reader.component(kinds >> 2, "velocity y"));
    }
}
