package dev.gamecluster.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.Limits;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sentences of the contract (DESIGN section 4) about requests that are not carried out, and what the client is told. */
final class RequestRefusalTest {

    // ---- BAD_REQUEST -----------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1",
                "\"x\"",
                "[]",
                "[{\"id\":1,\"op\":\"ping\"}]",
                "true",
                "NaN",
                "hello",
                "}",
                "{",
                "{\"",
                "{]",
                "{\"id\":01,\"op\":\"ping\"}",
                "{'id':1,'op':'ping'}",
                "{id:1,op:\"ping\"}",
                "{\"id\":+1,\"op\":\"ping\"}",
                "{\"id\":1 \"op\":\"ping\"}",
                "//c\n{\"id\":1,\"op\":\"ping\"}",
                "\ufeff{\"id\":1,\"op\":\"ping\"}",
                "{\"id\":1,\"op\":\"ping\"}x",
                "{\"id\":1,\"op\":\"ping\"}\u0000",
                "{\"id\":1,\"op\":\"ping\",\"x\":.5}",
                "{\"id\":1,\"op\":\"ping\",\"x\":5.}",
                "{\"id\":1,\"op\":\"ping\",\"x\":1e}",
                "{\"id\":1,\"op\":\"ping\",\"x\":0x10}",
                "{\"id\":1,\"op\":\"ping\",\"x\":\"\\q\"}",
                "{\"id\":1,\"op\":\"ping\",\"x\":\"\\u12\"}",
                "{\"id\":1,\"op\":\"ping\",\"x\":NaN}",
                "{\"id\":1,\"op\":\"ping\",\"x\":{\"y\":[Infinity]}}",
                "{\"id\":1,\"op\":\"ping\",\"x\":-Infinity}"
            })
    void shouldRefuseWhatIsNotOneJsonObject(String frame) {
        assertThat(bad(frame).code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(bad(frame).message()).startsWith("the frame ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c328", "c0af", "e08080", "eda080", "f0808080", "f4908080", "80", "e282", "f09f8c"})
    void shouldRefuseInvalidUtf8AlsoInUnknownFields(String hexadecimal) {
        byte[] start = "{\"id\":1,\"op\":\"ping\",\"x\":\"".getBytes(StandardCharsets.UTF_8);
        String frame = HexFormat.of().formatHex(start) + hexadecimal + "227d";

        assertThat(RequestDecoder.decode(HexFormat.of().parseHex(frame)))
                .isEqualTo(new Decoded.Bad(
                        ServerMessage.Failed.of(1, ErrorCode.BAD_REQUEST, "the frame is not valid UTF-8")));
    }

    @Test
    void shouldAcceptReplacementCharacterThatWasSentAsSuch() {
        assertThat(ok("{\"id\":1,\"op\":\"ping\",\"x\":\"\ufffd\ud83c\udf0d\"}"))
                .isEqualTo(new Request.Ping(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
    void shouldRefuseOtherEncodings(String charset) throws Exception {
        Decoded decoded = RequestDecoder.decode("{\"id\":1,\"op\":\"ping\"}".getBytes(charset));

        assertThat(decoded).isInstanceOfSatisfying(Decoded.Bad.class, bad -> assertThat(
                        bad.failed().code())
                .isEqualTo(ErrorCode.BAD_REQUEST));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"id":1}                                          | op is missing
            {"id":1,"op":7}                                   | op must be a string, not 7
            {"id":1,"op":"Ping"}                              | op "Ping" is unknown; allowed are login, logout, set_velocity, aoe, query, ping
            {"id":1,"op":""}                                  | op "" is unknown; allowed are login, logout, set_velocity, aoe, query, ping
            {"id":1,"op":"login"}                             | user is missing
            {"id":1,"op":"login","user":null}                 | user is missing
            {"id":1,"op":"login","user":1.0}                  | user must be an integer or a string of decimal digits, not 1.0
            {"id":1,"op":"login","user":1e0}                  | user must be an integer or a string of decimal digits, not 1e0
            {"id":1,"op":"login","user":1.5}                  | user must be an integer or a string of decimal digits, not 1.5
            {"id":1,"op":"login","user":true}                 | user must be an integer or a string of decimal digits, not true
            {"id":1,"op":"login","user":[]}                   | user must be an integer or a string of decimal digits, not an array
            {"id":1,"op":"login","user":""}                   | user must be an integer or a string of decimal digits, not ""
            {"id":1,"op":"login","user":"-"}                  | user must be an integer or a string of decimal digits, not "-"
            {"id":1,"op":"login","user":"1.0"}                | user must be an integer or a string of decimal digits, not "1.0"
            {"id":1,"op":"login","user":" 1"}                 | user must be an integer or a string of decimal digits, not " 1"
            {"id":1,"op":"login","user":"+1"}                 | user must be an integer or a string of decimal digits, not "+1"
            {"id":1,"op":"login","user":"0x1"}                | user must be an integer or a string of decimal digits, not "0x1"
            {"id":1,"op":"login","user":"١"}                  | user must be an integer or a string of decimal digits, not "١"
            {"id":1,"op":"login","user":1,"user":1}           | user appears twice
            {"id":1,"op":"login","user":1,"us\\u0065r":1}     | user appears twice
            {"id":1,"op":"login","user":1,"session":5}        | session must be a string, not 5
            {"id":1,"op":"login","user":1,"ticket":{}}        | ticket must be a string, not an object
            {"id":1,"op":"login","user":1,"session":null,"session":"x"} | session appears twice
            {"id":1,"id":1,"op":"ping"}                       | id appears twice
            {"id":1,"op":"ping","op":"ping"}                  | op appears twice
            {"id":1,"op":"set_velocity"}                      | velocity is missing
            {"id":1,"op":"set_velocity","velocity":5}         | velocity must be an object with x and y, not 5
            {"id":1,"op":"set_velocity","velocity":[1,2]}     | velocity must be an object with x and y, not an array
            {"id":1,"op":"set_velocity","velocity":{}}        | velocity.x is missing
            {"id":1,"op":"set_velocity","velocity":{"x":1}}   | velocity.y is missing
            {"id":1,"op":"set_velocity","velocity":{"x":1,"y":null}} | velocity.y must be a number, not null
            {"id":1,"op":"set_velocity","velocity":{"x":"1","y":0}} | velocity.x must be a number, not "1"
            {"id":1,"op":"set_velocity","velocity":{"x":1,"y":0,"x":1}} | velocity.x appears twice
            {"id":1,"op":"set_velocity","velocity":{"x":NaN,"y":0}} | the frame is not JSON: NaN is not a number that JSON knows
            {"id":1,"op":"aoe","money":1}                     | radius is missing
            {"id":1,"op":"aoe","radius":1}                    | money is missing
            {"id":1,"op":"aoe","radius":"1","money":1}        | radius must be a number, not "1"
            {"id":1,"op":"aoe","radius":{},"money":1}         | radius must be a number, not an object
            {"id":1,"op":"aoe","radius":1,"money":0.5}        | money must be an integer or a string of decimal digits, not 0.5
            {"id":1,"op":"query","max":{"x":1,"y":1}}         | min is missing
            {"id":1,"op":"query","min":{"x":1,"y":1}}         | max is missing
            {"id":1,"op":"query","min":{"x":2,"y":0},"max":{"x":1,"y":1}} | min.x 2.0 is above max.x 1.0
            {"id":1,"op":"query","max":{"x":1,"y":1},"min":{"x":0,"y":1.001}} | min.y 1.001 is above max.y 1.0
            {"id":1,"op":"query","min":{"x":0,"y":0},"max":{"x":1,"y":1},"min_tick":1.0} | min_tick must be an integer, not 1.0
            {"id":1,"op":"query","min":{"x":0,"y":0},"max":{"x":1,"y":1},"min_tick":"1"} | min_tick must be an integer, not "1"
            """)
    void shouldSayWhatIsMalformed(String frame, String message) {
        assertThat(bad(frame)).isEqualTo(ServerMessage.Failed.of(1, ErrorCode.BAD_REQUEST, message));
    }

    @Test
    void shouldRefuseTooLongSessionAndTicket() {
        assertThat(bad("{\"id\":1,\"op\":\"login\",\"user\":1,\"session\":\"" + "x".repeat(257) + "\"}"))
                .isEqualTo(ServerMessage.Failed.of(
                        1,
                        ErrorCode.BAD_REQUEST,
                        "session of 257 characters is longer than the allowed 256 characters"));
        assertThat(bad("{\"id\":1,\"op\":\"login\",\"user\":1,\"ticket\":\"" + "x".repeat(8193) + "\"}")
                        .code())
                .isEqualTo(ErrorCode.BAD_REQUEST);
    }

    // ---- OUT_OF_RANGE ----------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"id":1,"op":"login","user":-1}                    | user -1 is outside 0..18446744073709551615
            {"id":1,"op":"login","user":"-1"}                  | user "-1" is outside 0..18446744073709551615
            {"id":1,"op":"login","user":18446744073709551616}  | user 18446744073709551616 is outside 0..18446744073709551615
            {"id":1,"op":"login","user":"18446744073709551616"} | user "18446744073709551616" is outside 0..18446744073709551615
            {"id":1,"op":"login","user":99999999999999999999}  | user 99999999999999999999 is outside 0..18446744073709551615
            {"id":1,"op":"aoe","radius":1,"money":-1}          | money -1 is outside 0..18446744073709551615
            {"id":1,"op":"aoe","radius":1,"money":18446744073709551616} | money 18446744073709551616 is outside 0..18446744073709551615
            {"id":1,"op":"aoe","radius":51,"money":1}          | radius 51 m is outside 0..50 m
            {"id":1,"op":"aoe","radius":50.000001,"money":1}   | radius 50.000001 m is outside 0..50 m
            {"id":1,"op":"aoe","radius":-0.001,"money":1}      | radius -0.001 m is outside 0..50 m
            {"id":1,"op":"aoe","radius":1e400,"money":1}       | radius 1e400 is beyond a 64-bit floating-point number
            {"id":1,"op":"set_velocity","velocity":{"x":25,"y":0}} | velocity 25.0 m/s is above the limit of 20 m/s
            {"id":1,"op":"set_velocity","velocity":{"x":0,"y":-20.000001}} | velocity 20.000001 m/s is above the limit of 20 m/s
            {"id":1,"op":"set_velocity","velocity":{"x":20.000000000000004,"y":0}} | velocity 20.000000000000004 m/s is above the limit of 20 m/s
            {"id":1,"op":"set_velocity","velocity":{"x":15,"y":20}} | velocity 25.0 m/s is above the limit of 20 m/s
            {"id":1,"op":"set_velocity","velocity":{"x":1e400,"y":0}} | velocity.x 1e400 is beyond a 64-bit floating-point number
            {"id":1,"op":"set_velocity","velocity":{"x":1e300,"y":1e300}} | velocity 1.4142135623730952E300 m/s is above the limit of 20 m/s
            {"id":1,"op":"query","min":{"x":-1e400,"y":0},"max":{"x":1,"y":1}} | min.x -1e400 is beyond a 64-bit floating-point number
            {"id":1,"op":"query","min":{"x":1e400,"y":0},"max":{"x":1,"y":1}} | min.x 1e400 is beyond a 64-bit floating-point number
            {"id":1,"op":"query","min":{"x":0,"y":0},"max":{"x":1,"y":1},"min_tick":-1} | min_tick -1 is outside 0..9223372036854775807
            {"id":1,"op":"query","min":{"x":0,"y":0},"max":{"x":1,"y":1},"min_tick":9223372036854775808} | min_tick 9223372036854775808 is outside 0..9223372036854775807
            """)
    void shouldSayWhatIsOutOfRange(String frame, String message) {
        assertThat(bad(frame)).isEqualTo(ServerMessage.Failed.of(1, ErrorCode.OUT_OF_RANGE, message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":0,\"op\":\"fly\"}",
                "{\"id\":0,\"op\":\"login\",\"user\":1.5}",
                "{\"id\":1,\"op\":\"aoe\",\"radius\":51,\"money\":\"x\"}",
                "{\"id\":1,\"op\":\"aoe\",\"radius\":51,\"money\":1}]",
                "{\"id\":1,\"op\":\"query\",\"min\":{\"x\":2,\"y\":0},\"max\":{\"x\":1,\"y\":1},\"min_tick\":-1}"
            })
    void shouldCallFrameMalformedThatIsAlsoOutOfRange(String frame) {
        assertThat(bad(frame).code()).isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Test
    void shouldShortenLongValuesInMessages() {
        assertThat(bad("{\"id\":1,\"op\":\"login\",\"user\":" + "9".repeat(60_000) + "}")
                        .message())
                .isEqualTo("user " + "9".repeat(37) + "... is outside 0..18446744073709551615");
        assertThat(bad("{\"id\":1,\"op\":\"" + "\ud83c\udf0d".repeat(10_000) + "\"}")
                        .message())
                .isEqualTo("op \"" + "\ud83c\udf0d".repeat(18)
                        + "...\" is unknown; allowed are login, logout, set_velocity, aoe, query, ping");
        assertThat(bad("{\"id\":1,\"op\":" + "x".repeat(60_000) + "}").message().length())
                .isLessThan(300);
    }

    @Test
    void shouldReadNumbersOfThousandsOfDigits() {
        assertThat(ok(velocity("1." + "3".repeat(60_000), "0." + "0".repeat(4_000) + "1")))
                .isEqualTo(new Request.SetVelocity(1, 4.0 / 3, 0));
        assertThat(bad(velocity("7".repeat(60_000), "0")).code()).isEqualTo(ErrorCode.OUT_OF_RANGE);
        assertThat(bad("{\"op\":\"ping\",\"id\":" + "7".repeat(60_000) + "}").code())
                .isEqualTo(ErrorCode.OUT_OF_RANGE);
        assertThat(ok("{\"id\":1,\"op\":\"ping\",\"x\":" + "7".repeat(60_000) + "}"))
                .isEqualTo(new Request.Ping(1));
    }

    // ---- TOO_LARGE -------------------------------------------------------------------------------------------------

    @Test
    void shouldRefuseFrameAboveLimitWithItsIdWhenThatStandsInFront() {
        String start = "{\"id\":7,\"op\":\"ping\",\"pad\":\"";
        String frame = start + "x".repeat(Limits.CLIENT_FRAME_BYTES + 1 - start.length() - 2) + "\"}";

        assertThat(bad(frame))
                .isEqualTo(new ServerMessage.Failed(
                        7, true, ErrorCode.TOO_LARGE, "frame of 65537 bytes is above the limit of 65536 bytes"));
    }

    @Test
    void shouldRefuseFrameAboveLimitWithoutIdWhenThatStandsBehind() {
        ServerMessage.Failed failed = bad("{\"pad\":\"" + "ö".repeat(100_000) + "\",\"id\":7,\"op\":\"ping\"}");

        assertThat(failed.code()).isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(failed.idKnown()).isFalse();
        assertThat(bad("x".repeat(1_000_000)).code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    private static String velocity(String x, String y) {
        return "{\"id\":1,\"op\":\"set_velocity\",\"velocity\":{\"x\":" + x + ",\"y\":" + y + "}}";
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
