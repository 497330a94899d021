package dev.gamecluster.client.command.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.client.Decoded;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.RequestDecoder;
import dev.gamecluster.protocol.zmtp.OutputBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What is written is read by the protocol's own decoder. */
class RequestWriterTest {
    private static final int HEADER = 2;
    private static final Offset<Double> ROUNDING = Offset.offset(1e-9);

    private final RequestWriter writer = new RequestWriter(2_000_000, 100_000, 50_000, 7);

    @Test
    void shouldWriteVelocitiesOfWalkers() {
        Set<Double> drawn = new HashSet<>();
        for (long id = 1; id <= 1_000; id++) {
            Request.SetVelocity set = (Request.SetVelocity) request(Operation.SET_VELOCITY, 42, id, 0);
            assertThat(set.id()).isEqualTo(id);
            assertThat(set.x()).isBetween(-1.5, 1.5);
            assertThat(set.y()).isBetween(-1.5, 1.5);
            drawn.add(set.x());
            drawn.add(set.y());
        }
        assertThat(drawn).hasSizeGreaterThan(800);
    }

    @Test
    void shouldWriteQueriesThatCoverTheArea() {
        double least = 0;
        double most = 0;
        for (long id = 1; id <= 1_000; id++) {
            Request.Query query = (Request.Query) request(Operation.QUERY, 42, id, 0);
            assertThat(query.maxX() - query.minX()).isCloseTo(100, ROUNDING);
            assertThat(query.maxY() - query.minY()).isCloseTo(100, ROUNDING);
            assertThat(query.minimumTick()).isZero();
            least = Math.min(least, query.minX());
            most = Math.max(most, query.maxY());
        }
        assertThat(least).isBetween(-1_050.0, -950.0);
        assertThat(most).isBetween(950.0, 1_050.0);
    }

    @Test
    void shouldAskForTheNewestTickAfterAMove() {
        assertThat(((Request.Query) request(Operation.QUERY, 1, 9, 123_456)).minimumTick())
                .isEqualTo(123_456);
    }

    @Test
    void shouldWriteTheOthers() {
        assertThat(request(Operation.AOE, 1, 3, 0)).isEqualTo(new Request.Aoe(3, 50, 7));
        assertThat(request(Operation.PING, 1, 4, 0)).isEqualTo(new Request.Ping(4));
        assertThat(request(Operation.RELOGIN, 1, 9_007_199_254_740_991L, 0))
                .isEqualTo(new Request.Logout(9_007_199_254_740_991L));
    }

    @Test
    void shouldWriteTheSameAgainForTheSameId() {
        assertThat(request(Operation.SET_VELOCITY, 5, 77, 0)).isEqualTo(request(Operation.SET_VELOCITY, 5, 77, 0));
        assertThat(request(Operation.SET_VELOCITY, 5, 77, 0)).isNotEqualTo(request(Operation.SET_VELOCITY, 6, 77, 0));
    }

    private Request request(Operation operation, long seed, long id, long minimumTick) {
        OutputBuffer output = new OutputBuffer(10_000);
        writer.write(output, operation, seed, id, minimumTick);
        byte[] body = Arrays.copyOfRange(output.array(), HEADER, output.size());
        assertThat(output.array()[1] & 0xff).isEqualTo(body.length);
        return ((Decoded.Ok) RequestDecoder.decode(body)).request();
    }
}
