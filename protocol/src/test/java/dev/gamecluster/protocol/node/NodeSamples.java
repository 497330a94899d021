package dev.gamecluster.protocol.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One message of every kind, each with a name; {@code vectors/node.txt} has their bytes. */
final class NodeSamples {
    private static final Endpoints ENDPOINTS =
            new Endpoints("tcp://10.0.0.7:5555", "tcp://10.0.0.7:5556", "tcp://10.0.0.7:5557");
    private static final Position POSITION = new Position(4, 1_000_000, 86_400);
    private static final SessionKey KEY = new SessionKey(0x0123456789abcdefL, 0xfedcba9876543210L);
    private static final SessionKey OTHER_KEY = new SessionKey(1, 2);

    private NodeSamples() {}

    static Map<String, NodeMessage> all() {
        Map<String, NodeMessage> samples = new LinkedHashMap<>();
        records(samples);
        forwarding(samples);
        snapshot(samples);
        control(samples);
        return samples;
    }

    private static void records(Map<String, NodeMessage> samples) {
        feed(
                samples,
                "Login new",
                new LogRecord.Login(KEY, SessionKey.NONE, 42, 7, 1.5, -999_999.123),
                Outcome.Code.APPLIED,
                0);
        feed(samples, "Login resumed", new LogRecord.Login(KEY, OTHER_KEY, -1, -7, 0, 0), Outcome.Code.RESUMED, 0);
        feed(samples, "Logout", new LogRecord.Logout(300, 6), Outcome.Code.REPEATED, 0);
        feed(samples, "SetVelocity thousandths", new LogRecord.SetVelocity(300, 2, 1.5, -0.5), Outcome.Code.APPLIED, 0);
        feed(samples, "SetVelocity zero", new LogRecord.SetVelocity(300, 2, 0, 0), Outcome.Code.EXPIRED, 0);
        feed(samples, "SetVelocity double", new LogRecord.SetVelocity(300, 2, Math.PI, 0.1f), Outcome.Code.APPLIED, 0);
        feed(samples, "Aoe", new LogRecord.Aoe(300, 3, 50, 10), Outcome.Code.APPLIED, 17);
        feed(samples, "Aoe refused", new LogRecord.Aoe(300, 3, 0.25, -1), Outcome.Code.NOT_LOGGED_IN, 0);
        feed(samples, "Silent", new LogRecord.Silent(300, 7), Outcome.Code.IGNORED, 0);
        feed(samples, "Expire", new LogRecord.Expire(300), Outcome.Code.APPLIED, 0);
        feed(samples, "NodeLost", new LogRecord.NodeLost(7), Outcome.Code.APPLIED, 0);
        feed(samples, "SlaveAdmitted", new LogRecord.SlaveAdmitted(0x7fffffff), Outcome.Code.APPLIED, 0);
        feed(samples, "EpochStarted", new LogRecord.EpochStarted(4, 7), Outcome.Code.APPLIED, 0);
        feed(samples, "Tick", new LogRecord.Tick(86_400), Outcome.Code.APPLIED, 0);
        feed(samples, "StateHash", new LogRecord.StateHash(0xdeadbeefcafebabeL), Outcome.Code.APPLIED, 0);
        samples.put(
                "Feed of two",
                new PeerMessage.Feed(
                        delta(new LogRecord.Aoe(1, 2, 0, 0), Outcome.Code.REPEATED, 300, new LogRecord.Tick(1))));
    }

    private static void feed(
            Map<String, NodeMessage> samples, String name, LogRecord record, Outcome.Code code, int hits) {
        samples.put(
                "Feed " + name,
                new PeerMessage.Feed(new Delta(4, 1_000_000, 123_456_789_012L, List.of(entry(record, code, hits)))));
    }

    private static Delta delta(LogRecord first, Outcome.Code code, int hits, LogRecord second) {
        return new Delta(4, 1_000_000, -1, List.of(entry(first, code, hits), entry(second, Outcome.Code.APPLIED, 0)));
    }

    private static Delta.Entry entry(LogRecord record, Outcome.Code code, int hits) {
        return new Delta.Entry(record, new Outcome(code, 0, hits, 0));
    }

    private static void forwarding(Map<String, NodeMessage> samples) {
        samples.put("Follow", new PeerMessage.Follow(4, 7, POSITION));
        samples.put("Follow from nothing", new PeerMessage.Follow(0, -7, Position.NOTHING));
        samples.put("Ack", new PeerMessage.Ack(4, 7, 1_000_001, 123_456_789_012L));
        samples.put(
                "Forward",
                new PeerMessage.Forward(
                        4,
                        7,
                        -2,
                        1000,
                        List.of(
                                new LogRecord.Login(KEY, SessionKey.NONE, 42, 7, 0, 0),
                                new LogRecord.SetVelocity(300, 2, 20, -0.001),
                                new LogRecord.Aoe(300, 3, 12.5, 10),
                                new LogRecord.Logout(300, 4),
                                new LogRecord.Silent(301, 7))));
        samples.put("Forward nothing", new PeerMessage.Forward(4, 7, 1, 1, List.of()));
        samples.put("ForwardGap", new PeerMessage.ForwardGap(4, 99, 1000));
        samples.put("ForwardRefused", new PeerMessage.ForwardRefused(4, 99, 1024));
        samples.put(
                "Replay",
                new PeerMessage.Replay(
                        5,
                        List.of(
                                delta(new LogRecord.Expire(9), Outcome.Code.IGNORED, 0, new LogRecord.Tick(127)),
                                delta(new LogRecord.NodeLost(1), Outcome.Code.APPLIED, 0, new LogRecord.Tick(128)))));
        samples.put("LagReport", new PeerMessage.LagReport(4, 1_250_000));
        samples.put("Probe", new PeerMessage.Probe(0x1122334455667788L));
        samples.put("ProbeReply", new PeerMessage.ProbeReply(0x1122334455667788L, 7, Role.MASTER, 4, POSITION));
    }

    private static void snapshot(Map<String, NodeMessage> samples) {
        samples.put(
                "SnapshotBegin",
                new PeerMessage.SnapshotBegin(
                        4,
                        77,
                        POSITION,
                        0xdeadbeefcafebabeL,
                        new StateHeader(
                                301,
                                2,
                                1,
                                List.of(new StateHeader.Reign(1, 1), new StateHeader.Reign(4, 999_999)),
                                List.of(7, -8))));
        samples.put(
                "SnapshotChunk of users",
                new PeerMessage.SnapshotChunk(
                        4,
                        77,
                        0,
                        new SnapshotPart.Users(
                                new long[] {42, -1},
                                new double[] {1.52, -1_000_000},
                                new double[] {7, 1_000_000},
                                new double[] {1.5, 0},
                                new double[] {-0.5, 0},
                                new long[] {86_000, 0},
                                new long[] {0, -1},
                                new boolean[] {true, false})));
        samples.put(
                "SnapshotChunk of sessions",
                new PeerMessage.SnapshotChunk(
                        4,
                        77,
                        1,
                        new SnapshotPart.Sessions(List.of(new SnapshotPart.SessionRecord(
                                300,
                                KEY,
                                42,
                                7,
                                1,
                                86_900,
                                5,
                                3,
                                400,
                                new long[] {6, 8, 7},
                                new long[] {500, 501, 501},
                                new int[] {0, 17, 0})))));
        samples.put("SnapshotEnd", new PeerMessage.SnapshotEnd(4, 77, 2));
        samples.put("SnapshotCredit", new PeerMessage.SnapshotCredit(4, 7, 77, 1));
        samples.put("SnapshotCredit before the first", new PeerMessage.SnapshotCredit(4, 7, 77, -1));
    }

    private static void control(Map<String, NodeMessage> samples) {
        samples.put(
                "Heartbeat",
                new ControlMessage.Heartbeat(
                        "local/demo",
                        "demo-1",
                        7,
                        ENDPOINTS,
                        Role.SLAVE,
                        4,
                        5,
                        POSITION,
                        900_000,
                        true,
                        false,
                        2_500,
                        312,
                        305,
                        125,
                        false));
        samples.put(
                "Heartbeat of a master that holds and leaves",
                new ControlMessage.Heartbeat(
                        "prod/wörld",
                        "wörld-0",
                        -7,
                        ENDPOINTS,
                        Role.MASTER,
                        4,
                        4,
                        POSITION,
                        0,
                        false,
                        true,
                        0,
                        0,
                        0,
                        1000,
                        true));
        samples.put("Prepared", new ControlMessage.Prepared("local/demo", 7, 5, POSITION, 900_000, 125));
        samples.put("SteppedDown", new ControlMessage.SteppedDown("local/demo", 7, 4, POSITION));
        samples.put(
                "Assignment",
                new ControlMessage.Assignment(
                        4,
                        7,
                        "demo-1",
                        ENDPOINTS,
                        ControlMessage.Protection.ENFORCED,
                        30,
                        List.of(7, 8, -9),
                        ControlMessage.Leave.STAY,
                        300));
        samples.put(
                "Assignment without master",
                new ControlMessage.Assignment(
                        0, 0, "", null, ControlMessage.Protection.NONE, 30, List.of(), ControlMessage.Leave.DRAIN, 0));
        samples.put(
                "Assignment at the end",
                new ControlMessage.Assignment(
                        0, 0, "", null, ControlMessage.Protection.NONE, 30, List.of(), ControlMessage.Leave.END, 0));
        samples.put("Prepare", new ControlMessage.Prepare(5));
        samples.put("StepDown", new ControlMessage.StepDown(4));
    }
}
