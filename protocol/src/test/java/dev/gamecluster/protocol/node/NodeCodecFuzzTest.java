package dev.gamecluster.protocol.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, decoding gives a message or {@link MalformedMessageException}, never anything else. */
final class NodeCodecFuzzTest {
    private static final List<byte[]> SAMPLES =
            NodeSamples.all().values().stream().map(NodeCodec::encode).toList();
    private static final long SEED = 20_260_101;

    @Test
    void shouldRefuseEveryTruncationOfEverySample() {
        for (byte[] sample : SAMPLES) {
            for (int length = 0; length < sample.length; length++) {
                byte[] truncated = Arrays.copyOf(sample, length);
                assertThatThrownBy(() -> NodeCodec.decode(truncated)).isInstanceOf(MalformedMessageException.class);
            }
        }
    }

    @Test
    void shouldRefuseTrailingBytesBehindEverySample() {
        for (byte[] sample : SAMPLES) {
            byte[] longer = Arrays.copyOf(sample, sample.length + 1);
            assertThatThrownBy(() -> NodeCodec.decode(longer))
                    .isInstanceOf(MalformedMessageException.class)
                    .hasMessage("1 bytes follow the message");
        }
    }

    @Test
    void shouldSurviveEveryFlippedBitOfEverySample() {
        int decoded = 0;
        for (byte[] sample : SAMPLES) {
            for (int bit = 0; bit < 8 * sample.length; bit++) {
                byte[] flipped = sample.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                decoded += decodes(flipped) ? 1 : 0;
            }
        }
        assertThat(decoded).isPositive();
    }

    @Test
    void shouldSurviveRandomBytesBehindEveryMessageNumber() {
        Random random = new Random(SEED);
        int decoded = 0;
        for (int round = 0; round < 200_000; round++) {
            byte[] bytes = new byte[2 + random.nextInt(48)];
            random.nextBytes(bytes);
            bytes[0] = NodeCodec.VERSION;
            bytes[1] = (byte) random.nextInt(40);
            decoded += decodes(bytes) ? 1 : 0;
        }
        assertThat(decoded).isPositive();
    }

    @Test
    void shouldSurviveSeveralMutationsAtOnce() {
        Random random = new Random(SEED);
        for (int round = 0; round < 150_000; round++) {
            byte[] bytes = SAMPLES.get(random.nextInt(SAMPLES.size())).clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(2, bytes.length)] = (byte) random.nextInt(256);
            }
            decodes(bytes);
        }
    }

    /** What decodes must encode again: a message that came over the wire can always be passed on. */
    private static boolean decodes(byte[] bytes) {
        try {
            NodeMessage message = NodeCodec.decode(bytes);
            assertThat(NodeCodec.encode(message).length).isPositive();
            return true;
        } catch (MalformedMessageException e) {
            return false;
        }
    }
}
