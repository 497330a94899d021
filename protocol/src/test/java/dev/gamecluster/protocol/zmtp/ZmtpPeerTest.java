package dev.gamecluster.protocol.zmtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes are those of the specification, https://rfc.zeromq.org/spec/37/. */
class ZmtpPeerTest {
    private static final String SIGNATURE = "ff00000000000000007f";
    private static final String MECHANISM_NULL = "4e554c4c" + "00".repeat(16);
    private static final String GREETING = SIGNATURE + "0301" + MECHANISM_NULL + "00" + "00".repeat(31);
    private static final String READY_OF_DEALER = "0429" + "055245414459" + "0b536f636b65742d54797065" + "00000006"
            + "4445414c4552" + "084964656e74697479" + "00000000";
    private static final String READY_OF_ROUTER =
            "041c" + "055245414459" + "0b536f636b65742d54797065" + "00000006" + "524f55544552";

    private final RecordingListener listener = new RecordingListener();
    private final OutputBuffer output = new OutputBuffer(1 << 20);
    private final ZmtpPeer peer = new ZmtpPeer(SocketKind.DEALER, listener, output, 8_192, 1 << 20);

    @Test
    void shouldGreetAndGetReadyAsDealer() {
        assertThat(taken()).isEqualTo(GREETING);
        receive(GREETING);
        assertThat(taken()).isEqualTo(READY_OF_DEALER);
        assertThat(peer.isOpen()).isFalse();
        receive(READY_OF_ROUTER);
        assertThat(peer.isOpen()).isTrue();
        assertThat(listener.timesOpened()).isEqualTo(1);
        assertThat(taken()).isEmpty();
    }

    @Test
    void shouldAcceptVersionThreePointZero() {
        receive(SIGNATURE + "0300" + MECHANISM_NULL + "00" + "00".repeat(31) + READY_OF_ROUTER);
        assertThat(peer.isOpen()).isTrue();
    }

    @Test
    void shouldWriteShortAndLongMessages() {
        output.clear();
        ZmtpFrames.message(output, bytes("abc"));
        assertThat(taken()).isEqualTo("0003616263");
        ZmtpFrames.message(output, new byte[255]);
        assertThat(taken()).isEqualTo("00ff" + "00".repeat(255));
        ZmtpFrames.message(output, new byte[256]);
        assertThat(taken()).isEqualTo("02" + "0000000000000100" + "00".repeat(256));
    }

    @Test
    void shouldReadShortLongAndEmptyMessages() {
        open();
        receive("0003616263" + "0000" + "02" + "0000000000000100" + "41".repeat(256) + "01" + "01" + "7a");
        assertThat(listener.messages()).hasSize(4);
        assertThat(listener.messages().get(0))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("abc");
        assertThat(listener.messages().get(1)).isEmpty();
        assertThat(listener.messages().get(2)).hasSize(256).containsOnly('A');
        assertThat(listener.withMore()).isEqualTo(1);
    }

    @Test
    void shouldReadTheSameHoweverTheBytesAreCut() {
        byte[] stream = stream();
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RecordingListener cut = new RecordingListener();
            ZmtpPeer other = new ZmtpPeer(SocketKind.DEALER, cut, new OutputBuffer(1 << 20), 8_192, 1 << 20);
            for (int at = 0; at < stream.length; ) {
                int count = Math.min(stream.length - at, 1 + random.nextInt(1 + random.nextInt(4_000)));
                byte[] given = new byte[count + 7];
                System.arraycopy(stream, at, given, 7, count);
                other.receive(given, 7, count);
                at += count;
            }
            assertThat(cut.refusals()).as("seed %d", seed).isEmpty();
            assertThat(cut.sizes())
                    .as("seed %d", seed)
                    .containsExactly(1L, 200L, 300L, 8_192L, 8_193L, 20_000L, 0L, 5L);
            assertThat(cut.messages().get(2)).as("seed %d", seed).hasSize(300).containsOnly('c');
            assertThat(cut.messages().get(5)).as("seed %d", seed).hasSize(8_192).containsOnly('f');
            assertThat(cut.messages().get(7)).as("seed %d", seed).hasSize(5).containsOnly('h');
        }
    }

    private static byte[] stream() {
        OutputBuffer buffer = new OutputBuffer(1 << 20);
        buffer.put(HexFormat.of().parseHex(GREETING + READY_OF_ROUTER));
        int[] sizes = {1, 200, 300, 8_192, 8_193, 20_000, 0, 5};
        for (int i = 0; i < sizes.length; i++) {
            byte[] body = new byte[sizes[i]];
            Arrays.fill(body, (byte) ('a' + i));
            ZmtpFrames.message(buffer, body);
        }
        return Arrays.copyOf(buffer.array(), buffer.size());
    }

    @Test
    void shouldAnswerPingWithItsContext() {
        open();
        receive("040b" + "0450494e47" + "0064" + "01020304");
        assertThat(taken()).isEqualTo("0409" + "04504f4e47" + "01020304");
    }

    @Test
    void shouldPassOverCommandsOfLaterVersions() {
        open();
        receive("0406" + "0548454c4c4f" + "0001" + "78");
        assertThat(listener.refusals()).isEmpty();
        assertThat(listener.messages()).hasSize(1);
    }

    @Test
    void shouldRefuseFrameAboveTheBoundWithoutWaitingForIt() {
        open();
        receive("02" + "0000000000100001");
        assertThat(listener.refusals()).containsExactly("a frame of 1048577 bytes, above the bound of 1048576");
        receive("0003616263");
        assertThat(listener.messages()).isEmpty();
    }

    @Test
    void shouldRefuseNegativeSize() {
        open();
        receive("02" + "ffffffffffffffff");
        assertThat(listener.refusals())
                .containsExactly("a frame of 18446744073709551615 bytes, above the bound of 1048576");
    }

    @ParameterizedTest
    @CsvSource({
        "485454502f312e31, does not speak ZMTP",
        "ff000000000000000000, does not speak ZMTP",
        "ff00000000000000007f01, speaks ZMTP version 1",
        "ff00000000000000007f02, speaks ZMTP version 2"
    })
    void shouldRefusePeersOfOtherProtocolsAtOnce(String bytes, String reason) {
        receive(bytes);
        assertThat(listener.refusals()).singleElement().asString().contains(reason);
    }

    @Test
    void shouldRefuseOtherMechanismByName() {
        receive(SIGNATURE + "0301" + "43555256450000000000000000000000" + "00000000" + "01" + "00".repeat(31));
        assertThat(listener.refusals()).containsExactly("the peer wants the security mechanism 'CURVE', expected NULL");
    }

    @Test
    void shouldTellTheReasonOfAnErrorCommand() {
        receive(GREETING + "040c" + "054552524f52" + "056e6f706521");
        assertThat(listener.refusals()).containsExactly("the peer answers: nope!");
    }

    @Test
    void shouldRefuseOtherSocketTypes() {
        receive(GREETING + "0419" + "055245414459" + "0b536f636b65742d54797065" + "00000003" + "505542");
        assertThat(listener.refusals()).containsExactly("the peer's socket is 'PUB', expected ROUTER");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0003616263", // a message before READY
                "0500" + "00", // a command with MORE
                "0400", // a command without a name
                "0402" + "0541", // a name that ends too early
                "f800", // flags nobody knows
                "0414" + "055245414459" + "0b536f636b65742d54797065" + "7fff", // metadata that ends too early
                "0419" + "055245414459" + "0b536f636b65742d54797065" + "80000003" + "505542" // a negative length
            })
    void shouldRefuseWhatIsMalformed(String bytes) {
        receive(GREETING + bytes);
        assertThat(listener.refusals()).hasSize(1);
        assertThat(peer.isOpen()).isFalse();
    }

    @Test
    void shouldSurviveRandomBytes() {
        for (long seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] noise = new byte[400];
            random.nextBytes(noise);
            RecordingListener noted = new RecordingListener();
            ZmtpPeer other = new ZmtpPeer(SocketKind.DEALER, noted, new OutputBuffer(1 << 20), 8_192, 1 << 20);
            byte[] start = HexFormat.of().parseHex(random.nextBoolean() ? GREETING + READY_OF_ROUTER : GREETING);
            other.receive(start, 0, start.length);
            other.receive(noise, 0, noise.length);
            assertThat(noted.refusals().size()).as("seed %d", seed).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void shouldSayWhenOutputIsFull() {
        OutputBuffer small = new OutputBuffer(300);
        ZmtpFrames.message(small, new byte[200]);
        assertThat(small.isOverflowed()).isFalse();
        ZmtpFrames.message(small, new byte[200]);
        assertThat(small.isOverflowed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0,0.000", "7,0.007", "-1500,-1.500", "1000,1.000", "-42,-0.042", "1234567890123,1234567890.123"})
    void shouldWriteThousandths(long value, String text) {
        output.clear();
        output.thousandths(value);
        assertThat(new String(output.array(), 0, output.size(), StandardCharsets.US_ASCII))
                .isEqualTo(text);
    }

    private void open() {
        receive(GREETING + READY_OF_ROUTER);
        assertThat(peer.isOpen()).isTrue();
        output.clear();
    }

    private void receive(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        peer.receive(bytes, 0, bytes.length);
    }

    private String taken() {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        taken.write(output.array(), 0, output.size());
        output.clear();
        return HexFormat.of().formatHex(taken.toByteArray());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
