package dev.gamecluster.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gamecluster.protocol.Structure;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerMessageCodecTest {

    @ParameterizedTest
    @CsvSource({
        "0.0, 0.0",
        "-0.0, 0.0",
        "-0.0004, 0.0",
        "0.0004, 0.0",
        "0.0005, 0.001",
        "-0.0005, -0.001",
        "1.5, 1.5",
        "-0.5, -0.5",
        "7, 7.0",
        "1.52, 1.52",
        "0.1, 0.1",
        "0.01, 0.01",
        "0.001, 0.001",
        "0.101, 0.101",
        "0.110, 0.11",
        "9.9996, 10.0",
        "-9.9996, -10.0",
        "1000000, 1000000.0",
        "-999999.9994, -999999.999",
        "123456.789, 123456.789",
        "99.999, 99.999",
        "1e-9, 0.0",
        "2147483.648, 2147483.648",
        "4294967295.123, 4294967295.123",
        "1e15, 1000000000000000.0",
        "-1e22, -10000000000000000000000.0"
    })
    void shouldRoundCoordinatesToMillimetresWithoutExponent(double value, String text) {
        UserList users = new UserList(1);
        users.add(1, value, 0, 0, 0, 0);

        assertThat(encoded(new ServerMessage.QueryResult(1, 2, 3, users)))
                .contains("\"position\":{\"x\":" + text + ",\"y\":0.0}");
    }

    @Test
    void shouldWriteEveryCoordinateAsTheNearestMillimetre() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            double value = random.nextDouble(-1_000_000, 1_000_000) / Math.pow(10, random.nextInt(9));
            String text = new String(new JsonBuffer(0).thousandths(value).toArray(), StandardCharsets.US_ASCII);

            assertThat(text)
                    .matches("-?(0|[1-9][0-9]*)\\.([0-9]|[0-9]{1,2}[1-9])")
                    .isNotEqualTo("-0.0");
            assertThat(new BigDecimal(text).subtract(new BigDecimal(value)).abs())
                    .isLessThanOrEqualTo(new BigDecimal("0.0005000001"));
        }
    }

    @Test
    void shouldWriteEveryWholeNumber() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            assertThat(new String(
                            new JsonBuffer(0)
                                    .number(value)
                                    .raw(' ')
                                    .unsigned(value)
                                    .toArray(),
                            StandardCharsets.US_ASCII))
                    .isEqualTo(value + " " + Long.toUnsignedString(value));
        }
    }

    @Test
    void shouldGiveBackAnyTextUnlessItIsHalfACharacter() throws MalformedFrameException {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            String reason = anyText(random);
            byte[] utf8 = reason.getBytes(StandardCharsets.UTF_8);

            ServerMessage decoded =
                    ServerMessageDecoder.decode(ServerMessageEncoder.encode(new ServerMessage.Kicked(reason)));

            // getBytes puts ? for half a surrogate pair, the encoder puts U+FFFD
            assertThat(((ServerMessage.Kicked) decoded).reason().replace('\ufffd', '?'))
                    .isEqualTo(new String(utf8, StandardCharsets.UTF_8).replace('\ufffd', '?'));
        }
    }

    @Test
    void shouldGiveBackEveryRequest() {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            long user = random.nextLong();
            String session = anyText(random);
            double x = random.nextDouble(-14, 14);
            double radius = random.nextDouble(0, 50);
            double far = random.nextDouble(0, 1e18);
            String text = session.substring(0, Math.min(256, session.length()));
            String valid = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

            assertComesBack(new Request.Login(1, user, valid, valid));
            assertComesBack(new Request.SetVelocity(2, x + 0.0, x + 0.0));
            assertComesBack(new Request.Aoe(3, radius + 0.0, user));
            assertComesBack(new Request.Query(4, 0.0 - far, x + 0.0 - radius, far, x + 0.0, user >>> 1));
        }
    }

    @Test
    void shouldEncodeWorldOfManyUsersAsValidJson() throws IOException {
        int count = 20_000;
        UserList users = new UserList(0);
        for (int index = 0; index < count; index++) {
            users.add(index, index * 0.0123, -index, index % 40 - 20, 0.5, Long.MAX_VALUE + index);
        }

        JsonNode json = new ObjectMapper()
                .readTree(ServerMessageEncoder.encode(new ServerMessage.QueryResult(4, 1205, 3, users)));

        assertThat(json.get("users").size()).isEqualTo(count);
        JsonNode last = json.get("users").get(count - 1);
        assertThat(last.get("id").asLong()).isEqualTo(count - 1);
        assertThat(last.get("position").get("x").decimalValue())
                .isEqualByComparingTo(new BigDecimal((count - 1) * 0.0123).setScale(3, RoundingMode.HALF_UP));
        assertThat(last.get("money").bigIntegerValue().toString())
                .isEqualTo(Long.toUnsignedString(Long.MAX_VALUE + count - 1));
    }

    @Test
    void shouldRefuseToEncodeWhatIsNoNumber() {
        UserList users = new UserList(1);
        users.add(1, Double.NaN, 0, 0, 0, 0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerMessageEncoder.encode(new ServerMessage.QueryResult(1, 2, 3, users)))
                .withMessage("NaN is not a number that JSON knows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RequestEncoder.encode(new Request.SetVelocity(1, Double.POSITIVE_INFINITY, 0)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"new":[{"a":1}],"tick":9,"ok":true,"id":3} | Applied[id=3, tick=9]
            {"id":3,"ok":true,"tick":9,"lag_ms":1,"new":{}} | Pong[id=3, tick=9, lagMillis=1]
            {"id":3,"ok":true,"tick":9,"hits":null} | Applied[id=3, tick=9]
            {"id":3,"ok":true,"tick":9,"user":"18446744073709551615","session":"s"} | LoggedIn[id=3, user=-1, session=s, tick=9]
            {"event":"kicked","reason":"r","since":4} | Kicked[reason=r]
            {"event":"redirect"} | Redirect[reason=]
            {"event":"party","where":{"x":1}} | Unknown[event=party]
            {"id":null,"ok":false,"error":{"code":"TIMEOUT","message":"m","hint":[1]}} | Failed[id=0, idKnown=false, code=TIMEOUT, message=m]
            {"id":4,"ok":false,"error":{"code":"NEWER","message":"m"}} | Failed[id=4, idKnown=true, code=UNAVAILABLE, message=NEWER: m]
            {"id":4,"ok":true,"users":[{"name":"n","money":5,"velocity":{"z":1,"x":2},"id":6}]} | QueryResult[id=4, tick=0, lagMillis=0, users=users 6 0.0 0.0 2.0 0.0 5]
            """)
    void shouldTolerateWhatNewerServersSay(String frame, String expected) throws MalformedFrameException {
        ServerMessage message = ServerMessageDecoder.decode(frame.getBytes(StandardCharsets.UTF_8));

        assertThat(Structure.textOf(message)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{\"id\":1}",
                "{\"ok\":true,\"tick\":1}",
                "{\"id\":1,\"ok\":true}x",
                "{\"id\":\"1\",\"ok\":true}",
                "{\"id\":1,\"ok\":1}",
                "{\"id\":1,\"ok\":false}",
                "{\"id\":1,\"ok\":false,\"error\":\"x\"}",
                "{\"id\":1,\"ok\":true,\"users\":{}}",
                "{\"id\":1,\"ok\":true,\"users\":[1]}",
                "{\"id\":1,\"ok\":true,\"users\":[{\"id\":-1}]}",
                "{\"event\":1}",
                "{\"id\":1,\"ok\":true,\"users\":[{\"id\":1,\"position\":5}]}",
                "{\"id\":99999999999999999999,\"ok\":true}"
            })
    void shouldRefuseWhatIsNoMessageOfServer(String frame) {
        assertThatThrownBy(() -> ServerMessageDecoder.decode(frame.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageStartingWith("not a message of a server: ");
    }

    private static void assertComesBack(Request request) {
        assertThat(RequestDecoder.decode(RequestEncoder.encode(request))).isEqualTo(new Decoded.Ok(request));
    }

    private static String encoded(ServerMessage message) {
        return new String(ServerMessageEncoder.encode(message), StandardCharsets.UTF_8);
    }

    /** Any UTF-16 units, half characters among them. */
    private static String anyText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(300); length > 0; length--) {
            text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
        }
        return text.toString();
    }
}
