package dev.gamecluster.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a stranger sends, there is an answer, and the answer is a valid frame. */
final class RequestDecoderFuzzTest {
    private static final long SEED = 20_260_101;
    private static final List<byte[]> SAMPLES = ClientSamples.requests().values().stream()
            .map(RequestEncoder::encode)
            .toList();
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\\",
        "\"id\"",
        "\"op\"",
        "\"x\"",
        "1",
        "-",
        ".",
        "e",
        "NaN",
        "null",
        "true",
        "\"login\"",
        "\"user\"",
        "\"query\"",
        "\"min\"",
        "\"velocity\"",
        "\"session\"",
        " ",
        "\\ud800",
        "\ud83c",
        "é",
        "\u0000",
        "99999999999999999999"
    };

    @Test
    void shouldAnswerEveryTruncation() {
        for (byte[] sample : SAMPLES) {
            for (int length = 0; length < sample.length; length++) {
                Decoded decoded = RequestDecoder.decode(Arrays.copyOf(sample, length));
                assertThat(decoded).isInstanceOf(Decoded.Bad.class);
                assertAnswerIsSound(decoded);
            }
        }
    }

    @Test
    void shouldAnswerMutatedFrames() {
        Random random = new Random(SEED);
        for (int round = 0; round < 30_000; round++) {
            byte[] frame = SAMPLES.get(random.nextInt(SAMPLES.size())).clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt(256);
            }
            assertAnswerIsSound(RequestDecoder.decode(frame));
        }
    }

    @Test
    void shouldAnswerFramesOfRandomTokens() {
        Random random = new Random(SEED);
        for (int round = 0; round < 15_000; round++) {
            StringBuilder frame = new StringBuilder("{");
            for (int count = random.nextInt(30); count > 0; count--) {
                frame.append(PIECES[random.nextInt(PIECES.length)]);
            }
            assertAnswerIsSound(RequestDecoder.decode(frame.toString().getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void shouldAnswerFramesOfOneRepeatedPiece() {
        for (String piece : PIECES) {
            String frame = "{\"id\":7,\"x\":" + piece.repeat(Limits.CLIENT_FRAME_BYTES / piece.length() / 3 - 20);
            Decoded decoded = RequestDecoder.decode(frame.getBytes(StandardCharsets.UTF_8));
            assertThat(decoded).isInstanceOfSatisfying(Decoded.Bad.class, bad -> {
                assertThat(bad.failed().code()).isEqualTo(ErrorCode.BAD_REQUEST);
                assertThat(bad.failed().id()).isEqualTo(7);
            });
            assertAnswerIsSound(decoded);
        }
    }

    private static void assertAnswerIsSound(Decoded decoded) {
        switch (decoded) {
            case Decoded.Ok ok -> assertComesBack(ok);
            case Decoded.Bad bad -> assertIsShortAnswer(bad.failed());
        }
    }

    private static void assertComesBack(Decoded.Ok ok) {
        if (!RequestDecoder.decode(RequestEncoder.encode(ok.request())).equals(ok) && !hasHalfCharacter(ok.request())) {
            throw new AssertionError(ok);
        }
    }

    /** The escape of half a surrogate pair is JSON, but the half has no UTF-8. */
    private static boolean hasHalfCharacter(Request request) {
        return request instanceof Request.Login login
                && (login.session() + login.ticket()).chars().anyMatch(each -> Character.isSurrogate((char) each));
    }

    private static void assertIsShortAnswer(ServerMessage.Failed failed) {
        byte[] frame = ServerMessageEncoder.encode(failed);
        try {
            ServerMessage decoded = ServerMessageDecoder.decode(frame);
            if (frame.length > 2_000 || ((ServerMessage.Failed) decoded).code() != failed.code()) {
                throw new AssertionError(failed);
            }
        } catch (MalformedFrameException e) {
            throw new AssertionError(failed.toString(), e);
        }
    }
}
