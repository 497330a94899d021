package dev.gamecluster.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.Limits;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sentences of the contract (DESIGN section 4) about requests that are read, and about the id of those that are not. */
final class RequestDecoderTest {
    private static final long MAX_ID = (1L << 53) - 1;

    // ---- what is accepted ------------------------------------------------------------------------------------------

    @Test
    void shouldReadExamplesOfContract() {
        assertThat(ok("{\"id\":1,\"op\":\"login\",\"user\":42}")).isEqualTo(new Request.Login(1, 42, null, null));
        assertThat(ok("{\"id\":2,\"op\":\"set_velocity\",\"velocity\":{\"x\":1.5,\"y\":-0.5}}"))
                .isEqualTo(new Request.SetVelocity(2, 1.5, -0.5));
        assertThat(ok("{\"id\":3,\"op\":\"aoe\",\"radius\":50,\"money\":10}")).isEqualTo(new Request.Aoe(3, 50, 10));
        assertThat(ok("{\"id\":4,\"op\":\"query\",\"min\":{\"x\":-100,\"y\":-100},\"max\":{\"x\":100,\"y\":100}}"))
                .isEqualTo(new Request.Query(4, -100, -100, 100, 100, 0));
        assertThat(ok("{\"id\":5,\"op\":\"ping\"}")).isEqualTo(new Request.Ping(5));
        assertThat(ok("{\"id\":6,\"op\":\"logout\"}")).isEqualTo(new Request.Logout(6));
    }

    @Test
    void shouldReadFieldsInAnyOrderWithWhitespaceAndEscapedNames() {
        assertThat(
                        ok(
                                " \t\r\n{ \"us\\u0065r\" : 7 , \"session\" : \"s\\u00e9\" , \"ticket\":\"t\", \"\\u006fp\" :\"log\\u0069n\",\"id\":9 } \n"))
                .isEqualTo(new Request.Login(9, 7, "sé", "t"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":1,\"op\":\"ping\",\"unknown\":1}",
                "{\"unknown\":{\"id\":2,\"op\":[1,{\"x\":null}]},\"id\":1,\"op\":\"ping\"}",
                "{\"id\":1,\"more\":[[],{},\"]\",1e999,-0.5,true,false,null],\"op\":\"ping\"}",
                "{\"a\":1,\"a\":2,\"id\":1,\"op\":\"ping\"}",
                "{\"ID\":7,\"id\":1,\"op\":\"ping\"}",
                // fields of other operations are unknown to this one, whatever they hold
                "{\"id\":1,\"op\":\"ping\",\"user\":\"x\",\"velocity\":3,\"radius\":[],\"min_tick\":-1}",
                "{\"user\":-1,\"money\":1.5,\"min\":{\"x\":1},\"id\":1,\"op\":\"ping\"}",
                "{\"radius\":1,\"radius\":2,\"id\":1,\"op\":\"ping\"}"
            })
    void shouldIgnoreUnknownFields(String frame) {
        assertThat(ok(frame)).isEqualTo(new Request.Ping(1));
    }

    @Test
    void shouldIgnoreUnknownFieldsInsideVectors() {
        assertThat(ok("{\"id\":1,\"op\":\"set_velocity\",\"velocity\":{\"z\":[{}],\"y\":2,\"w\":\"\",\"x\":1}}"))
                .isEqualTo(new Request.SetVelocity(1, 1, 2));
    }

    @Test
    void shouldTakeNullOfOptionalFieldAsAbsent() {
        assertThat(ok("{\"id\":1,\"op\":\"login\",\"user\":1,\"session\":null,\"ticket\":null}"))
                .isEqualTo(new Request.Login(1, 1, null, null));
        assertThat(
                        ok(
                                "{\"id\":1,\"op\":\"query\",\"min\":{\"x\":0,\"y\":0},\"max\":{\"x\":0,\"y\":0},\"min_tick\":null}"))
                .isEqualTo(new Request.Query(1, 0, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "42, 42",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775808, 9223372036854775808",
        "18446744073709551615, 18446744073709551615",
        "\"0\", 0",
        "\"42\", 42",
        "\"007\", 7",
        "\"18446744073709551615\", 18446744073709551615"
    })
    void shouldTakeUnsignedNumberAsNumberAndAsDecimalString(String literal, String value) {
        long expected = Long.parseUnsignedLong(value);

        assertThat(ok("{\"id\":1,\"op\":\"login\",\"user\":" + literal + "}"))
                .isEqualTo(new Request.Login(1, expected, null, null));
        assertThat(ok("{\"id\":1,\"op\":\"aoe\",\"radius\":1,\"money\":" + literal + "}"))
                .isEqualTo(new Request.Aoe(1, 1, expected));
    }

    @Test
    void shouldTakeDecimalStringOfManyLeadingZeros() {
        assertThat(ok("{\"id\":1,\"op\":\"login\",\"user\":\"" + "0".repeat(60_000) + "5\"}"))
                .isEqualTo(new Request.Login(1, 5, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "20,0",
        "0,-20",
        "12,16",
        "-16,12",
        "5.6,19.2",
        "-19.2,5.6",
        "14.142,14.142",
        "20.0,0e5",
        "2e1,0",
        "1e-400,0"
    })
    void shouldAcceptSpeedUpToLimit(String x, String y) {
        assertThat(ok(velocity(x, y)))
                .isEqualTo(new Request.SetVelocity(1, Double.parseDouble(x), Double.parseDouble(y)));
    }

    @Test
    void shouldTurnNegativeZeroIntoZero() {
        assertThat(ok(velocity("-0.0", "-0"))).isEqualTo(new Request.SetVelocity(1, 0.0, 0.0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "50", "50.0", "5e1", "0.001", "-0.0", "49.999999"})
    void shouldAcceptRadiusWithinLimits(String radius) {
        assertThat(ok("{\"id\":1,\"op\":\"aoe\",\"radius\":" + radius + ",\"money\":1}"))
                .isEqualTo(new Request.Aoe(1, Double.parseDouble(radius) + 0.0, 1));
    }

    @Test
    void shouldAcceptRectangleBeyondMapAndRectangleOfOnePoint() {
        assertThat(ok(query("-1e300", "-1e300", "1e300", "1.7976931348623157e308")))
                .isEqualTo(new Request.Query(1, -1e300, -1e300, 1e300, Double.MAX_VALUE, 0));
        assertThat(ok(query("5", "6", "5", "6"))).isEqualTo(new Request.Query(1, 5, 6, 5, 6, 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 1L << 32, MAX_ID})
    void shouldAcceptIdsWithinLimits(long id) {
        assertThat(ok("{\"id\":" + id + ",\"op\":\"ping\"}")).isEqualTo(new Request.Ping(id));
    }

    @Test
    void shouldAcceptFrameOfExactlyTheLimit() {
        String start = "{\"id\":1,\"op\":\"ping\",\"pad\":\"";
        String frame = start + "x".repeat(Limits.CLIENT_FRAME_BYTES - start.length() - 2) + "\"}";

        assertThat(ok(frame)).isEqualTo(new Request.Ping(1));
    }

    @Test
    void shouldAcceptNestingOfExactlyTheLimit() {
        int levels = Limits.JSON_DEPTH - 1; // the request itself is one
        assertThat(ok("{\"deep\":" + "[".repeat(levels) + "]".repeat(levels) + ",\"id\":1,\"op\":\"ping\"}"))
                .isEqualTo(new Request.Ping(1));
    }

    @Test
    void shouldNotJudgeSessionStrings() {
        String session = "not a session \u0000".replace("\u0000", "\\u0000") + "x".repeat(200);

        assertThat(ok("{\"id\":1,\"op\":\"login\",\"user\":1,\"session\":\"" + session + "\"}"))
                .isEqualTo(new Request.Login(1, 1, "not a session \u0000" + "x".repeat(200), null));
    }

    // ---- the id is given back --------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":7",
                "{\"id\":7,",
                "{\"id\":7,\"op\":\"ping\"",
                "{\"id\":7,\"op\":\"ping\"}}",
                "{\"id\":7,\"op\":\"ping\"} {}",
                "{\"id\":7,\"op\":\"ping\",}",
                "{\"id\":7,\"op\":\"pi\nng\"}",
                "{\"id\":7,\"op\":fly}",
                "{\"id\":7,\"op\":\"fly\"}",
                "{\"op\":\"fly\",\"id\":7}",
                "{\"op\":5,\"id\":7}",
                "{\"op\":[{\"id\":1}],\"id\":7}",
                "{\"op\":\"login\",\"user\":{\"id\":1},\"id\":7}",
                "{\"op\":\"set_velocity\",\"velocity\":{\"x\":NaN,\"y\":0},\"id\":7}",
                "{\"other\":[NaN,-INF],\"id\":7,\"op\":\"ping\"}",
                "{\"op\":\"ping\",\"op\":\"ping\",\"id\":7}",
                "{\"id\":7,\"id\":8,\"op\":\"ping\"}",
                "{\"id\":7}",
                "{\"id\":7,\"op\":null}"
            })
    void shouldGiveBackIdOfBadFrame(String frame) {
        ServerMessage.Failed failed = bad(frame);

        assertThat(failed.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(failed.idKnown()).isTrue();
        assertThat(failed.id()).isEqualTo(7);
    }

    @Test
    void shouldGiveBackIdBehindTooDeepNesting() {
        ServerMessage.Failed failed =
                bad("{\"deep\":" + "[".repeat(32) + "]".repeat(32) + ",\"id\":7,\"op\":\"ping\"}");

        assertThat(failed)
                .isEqualTo(new ServerMessage.Failed(
                        7, true, ErrorCode.BAD_REQUEST, "the JSON is nested deeper than 32 levels"));
    }

    @Test
    void shouldGiveBackIdAroundInvalidUtf8() {
        byte[] frame = "{\"session\":\"?\",\"id\":7,\"op\":\"ping\"}".getBytes(StandardCharsets.UTF_8);
        frame[12] = (byte) 0xff;

        assertThat(RequestDecoder.decode(frame))
                .isEqualTo(new Decoded.Bad(
                        new ServerMessage.Failed(7, true, ErrorCode.BAD_REQUEST, "the frame is not valid UTF-8")));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, MAX_ID + 1, Long.MAX_VALUE, Long.MIN_VALUE})
    void shouldEchoIdThatIsOutOfRangeAndFitsLong(long id) {
        assertThat(bad("{\"id\":" + id + ",\"op\":\"ping\"}"))
                .isEqualTo(new ServerMessage.Failed(
                        id, true, ErrorCode.OUT_OF_RANGE, "id " + id + " is outside 1..9007199254740991"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "100000000000000000000000"})
    void shouldAnswerNullForIdThatFitsNoLong(String id) {
        ServerMessage.Failed failed = bad("{\"id\":" + id + ",\"op\":\"ping\"}");

        assertThat(failed.code()).isEqualTo(ErrorCode.OUT_OF_RANGE);
        assertThat(failed.idKnown()).isFalse();
        assertThat(new String(ServerMessageEncoder.encode(failed), StandardCharsets.UTF_8))
                .startsWith("{\"id\":null,");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"op":"ping"}            | id is missing
            {"id":null,"op":"ping"}  | id is missing
            {"id":"1","op":"ping"}   | id must be an integer, not "1"
            {"id":1.0,"op":"ping"}   | id must be an integer, not 1.0
            {"id":1e0,"op":"ping"}   | id must be an integer, not 1e0
            {"id":true,"op":"ping"}  | id must be an integer, not true
            {"id":[1],"op":"ping"}   | id must be an integer, not an array
            {"id":{},"op":"ping"}    | id must be an integer, not an object
            """)
    void shouldAnswerNullForFrameWithoutReadableId(String frame, String message) {
        assertThat(bad(frame)).isEqualTo(new ServerMessage.Failed(0, false, ErrorCode.BAD_REQUEST, message));
    }

    // ----------------------------------------------------------------------------------------------------------------

    private static String velocity(String x, String y) {
        return "{\"id\":1,\"op\":\"set_velocity\",\"velocity\":{\"x\":" + x + ",\"y\":" + y + "}}";
    }

    private static String query(String minX, String minY, String maxX, String maxY) {
        return "{\"id\":1,\"op\":\"query\",\"min\":{\"x\":" + minX + ",\"y\":" + minY + "},\"max\":{\"x\":" + maxX
                + ",\"y\":" + maxY + "}}";
    }

    private static Request ok(String frame) {
        return switch (RequestDecoder.decode(frame.getBytes(StandardCharsets.UTF_8))) {
            case Decoded.Ok ok -> ok.request();
            case Decoded.Bad bad -> throw new AssertionError(bad.failed());
        };
    }

    private static ServerMessage.Failed bad(String frame) {
        return switch (RequestDecoder.decode(frame.getBytes(StandardCharsets.UTF_8))) {
            case Decoded.Ok ok -> throw new AssertionError(ok.request());
            case Decoded.Bad bad -> bad.failed();
        };
    }
}
