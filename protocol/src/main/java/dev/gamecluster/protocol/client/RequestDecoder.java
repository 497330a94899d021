package dev.gamecluster.protocol.client;

import dev.gamecluster.protocol.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Frames of clients to requests, or to the answer that says what is wrong. Stateless; any thread may call it; never throws.
 *
 * <p>Algorithm: the frame is read once from front to back ({@link RequestScan}), then judged in this order: is it JSON at all;
 * is the operation known; has each field of the operation (and of no other) the right form: all these are {@code BAD_REQUEST};
 * last, is each value within its limits, else {@code OUT_OF_RANGE}. So a frame that is both malformed and out of range is
 * always malformed, wherever in the frame the two stand.
 */
public final class RequestDecoder {
    private static final Field[] ALWAYS = {Field.ID, Field.OP};
    private static final Field[] NOTHING = {};
    private static final Field[] LOGIN = {Field.USER};
    private static final Field[] LOGIN_OPTIONAL = {Field.SESSION, Field.TICKET};
    private static final Field[] SET_VELOCITY = {Field.VELOCITY};
    private static final Field[] AOE = {Field.RADIUS, Field.MONEY};
    private static final Field[] QUERY = {Field.MIN, Field.MAX};
    private static final Field[] QUERY_OPTIONAL = {Field.MIN_TICK};

    private final RequestScan scan;

    private RequestDecoder(RequestScan scan) {
        this.scan = scan;
    }

    /** Decodes one frame. The id of a bad one is known when it could be read, even when it is out of range. */
    public static Decoded decode(byte[] frame) {
        return decode(frame, frame.length);
    }

    /**
     * Decodes one frame.
     *
     * @param size bytes that the frame had; of one above the limit {@code frame} needs to be the beginning only
     */
    public static Decoded decode(byte[] frame, long size) {
        if (size > Limits.CLIENT_FRAME_BYTES) {
            return tooLarge(frame, size);
        }
        String text = new String(frame, StandardCharsets.UTF_8);
        RequestDecoder decoder = new RequestDecoder(RequestScan.of(text));
        if (!isUtf8(frame, text)) {
            return decoder.bad(ErrorCode.BAD_REQUEST, "the frame is not valid UTF-8");
        }
        return decoder.judge();
    }

    /** Only its first part is looked at: the id usually stands in front. */
    private static Decoded tooLarge(byte[] frame, long size) {
        int looked = Math.min(frame.length, Limits.CLIENT_FRAME_BYTES);
        String start = new String(frame, 0, looked, StandardCharsets.UTF_8);
        return new RequestDecoder(RequestScan.forId(start))
                .bad(
                        ErrorCode.TOO_LARGE,
                        "frame of " + size + " bytes is above the limit of " + Limits.CLIENT_FRAME_BYTES + " bytes");
    }

    /** Decoding puts U+FFFD for what is not UTF-8; only a text that has one needs a closer look. */
    private static boolean isUtf8(byte[] frame, String text) {
        return text.indexOf('\ufffd') < 0 || Arrays.equals(frame, text.getBytes(StandardCharsets.UTF_8));
    }

    private Decoded judge() {
        if (scan.broken() != null) {
            return bad(ErrorCode.BAD_REQUEST, scan.broken());
        }
        Decoded bad = malformed(ALWAYS, NOTHING);
        if (bad != null) {
            return bad;
        }
        return switch (scan.op()) {
            case "login" -> login();
            case "logout" -> logout();
            case "set_velocity" -> setVelocity();
            case "aoe" -> aoe();
            case "query" -> query();
            case "ping" -> ping();
            default ->
                bad(
                        ErrorCode.BAD_REQUEST,
                        "op " + ShownValue.quoted(scan.op())
                                + " is unknown; allowed are login, logout, set_velocity, aoe, query, ping");
        };
    }

    private Decoded login() {
        Decoded bad = check(LOGIN, LOGIN_OPTIONAL);
        return bad != null
                ? bad
                : new Decoded.Ok(new Request.Login(scan.id(), scan.user(), scan.session(), scan.ticket()));
    }

    private Decoded logout() {
        Decoded bad = check(NOTHING, NOTHING);
        return bad != null ? bad : new Decoded.Ok(new Request.Logout(scan.id()));
    }

    private Decoded setVelocity() {
        Decoded bad = check(SET_VELOCITY, NOTHING);
        return bad != null
                ? bad
                : new Decoded.Ok(new Request.SetVelocity(
                        scan.id(), scan.velocity().x(), scan.velocity().y()));
    }

    private Decoded aoe() {
        Decoded bad = check(AOE, NOTHING);
        return bad != null ? bad : new Decoded.Ok(new Request.Aoe(scan.id(), scan.radius(), scan.money()));
    }

    private Decoded ping() {
        Decoded bad = check(NOTHING, NOTHING);
        return bad != null ? bad : new Decoded.Ok(new Request.Ping(scan.id()));
    }

    private Decoded query() {
        Decoded bad = malformed(QUERY, QUERY_OPTIONAL);
        if (bad == null) {
            bad = emptyRectangle();
        }
        if (bad == null) {
            bad = outOfRange(QUERY, QUERY_OPTIONAL);
        }
        return bad != null
                ? bad
                : new Decoded.Ok(new Request.Query(
                        scan.id(),
                        scan.min().x(),
                        scan.min().y(),
                        scan.max().x(),
                        scan.max().y(),
                        scan.minimumTick()));
    }

    private Decoded emptyRectangle() {
        if (scan.outOfRange(Field.MIN) != null || scan.outOfRange(Field.MAX) != null) {
            return null; // a corner without a value compares with nothing
        }
        if (scan.min().x() > scan.max().x()) {
            return emptyRectangle("x", scan.min().x(), scan.max().x());
        }
        if (scan.min().y() > scan.max().y()) {
            return emptyRectangle("y", scan.min().y(), scan.max().y());
        }
        return null;
    }

    private Decoded emptyRectangle(String axis, double min, double max) {
        return bad(ErrorCode.BAD_REQUEST, "min." + axis + " " + min + " is above max." + axis + " " + max);
    }

    /** The first thing that is wrong with the fields of an operation, or null. */
    private Decoded check(Field[] required, Field[] optional) {
        Decoded bad = malformed(required, optional);
        return bad != null ? bad : outOfRange(required, optional);
    }

    private Decoded malformed(Field[] required, Field[] optional) {
        for (Field field : required) {
            if (scan.malformed(field) != null) {
                return bad(ErrorCode.BAD_REQUEST, scan.malformed(field));
            }
            if (!scan.isPresent(field)) {
                return bad(ErrorCode.BAD_REQUEST, field.json() + " is missing");
            }
        }
        for (Field field : optional) {
            if (scan.malformed(field) != null) {
                return bad(ErrorCode.BAD_REQUEST, scan.malformed(field));
            }
        }
        return null;
    }

    private Decoded outOfRange(Field[] required, Field[] optional) {
        String problem = scan.outOfRange(Field.ID);
        for (int index = 0; problem == null && index < required.length; index++) {
            problem = scan.outOfRange(required[index]);
        }
        for (int index = 0; problem == null && index < optional.length; index++) {
            problem = scan.outOfRange(optional[index]);
        }
        return problem == null ? null : bad(ErrorCode.OUT_OF_RANGE, problem);
    }

    private Decoded bad(ErrorCode code, String message) {
        return new Decoded.Bad(new ServerMessage.Failed(scan.id(), scan.idKnown(), code, message));
    }
}
