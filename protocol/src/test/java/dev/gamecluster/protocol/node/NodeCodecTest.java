package dev.gamecluster.protocol.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.Structure;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NodeCodecTest {

    @Test
    void shouldGiveBackWhatWasEncoded() throws MalformedMessageException {
        for (long seed = 0; seed < 2_000; seed++) {
            NodeMessage message = new RandomMessages(seed).next();

            NodeMessage decoded = NodeCodec.decode(NodeCodec.encode(message));

            assertThat(Structure.textOf(decoded)).as("seed %d", seed).isEqualTo(Structure.textOf(message));
        }
    }

    @Test
    void shouldEncodeTheSameWithReusedEncoder() {
        NodeEncoder encoder = new NodeEncoder();
        for (long seed = 0; seed < 500; seed++) {
            RandomMessages messages = new RandomMessages(seed);
            encoder.encode(messages.next());
            NodeMessage second = messages.next();

            assertThat(encoder.encode(second)).as("seed %d", seed).isEqualTo(NodeCodec.encode(second));
        }
    }

    @Test
    void shouldSpendAboutThirteenBytesOnVelocityOfOneOfManySessions() {
        List<Delta.Entry> entries = Collections.nCopies(
                1000,
                new Delta.Entry(
                        new LogRecord.SetVelocity(100_000, 100_000, 1.404, -19.999),
                        new Outcome(Outcome.Code.APPLIED, 1_000_000, 0, 0)));

        byte[] frame = NodeCodec.encode(new PeerMessage.Feed(new Delta(1, 1_000_000_000L, 1, entries)));

        assertThat(frame.length).isLessThan(14 * 1000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                             | the message ends within version
            02                             | the message ends within message number
            03 24 05                       | protocol version 3 is unknown, this is 2
            00 24 05                       | protocol version 0 is unknown, this is 2
            02 00                          | message number 0 is unknown
            02 0f 00                       | message number 15 is unknown
            02 ff                          | message number 255 is unknown
            02 24                          | the message ends within epoch
            02 24 85                       | the message ends within epoch
            02 24 05 00                    | 1 bytes follow the message
            02 24 80 80 80 80 80 80 80 80 80 01 | epoch 9223372036854775808 is above the limit of 9223372036854775807
            02 24 ff ff ff ff ff ff ff ff ff 02 | epoch is longer than 64 bits
            02 24 80 80 80 80 80 80 80 80 80 80 00 | epoch is longer than 64 bits
            02 0d 00 00 00 00 00 00 00     | the message ends within nonce
            02 07 01 ff ff ff 03           | 8388607 deltas cannot be in the remaining 0 bytes
            02 07 01 81 80 80 04           | 8388609 deltas are above the limit of 8388608
            02 01 01 01 00 00 00 00 00 00 00 00 00 | a delta has at least one entry
            02 01 01 01 00 00 00 00 00 00 00 00 81 20 | 4097 entries are above the limit of 4096
            02 01 01 01 00 00 00 00 00 00 00 00 80 20 | 4096 entries cannot be in the remaining 0 bytes
            02 01 01 01 00 00 00 00 00 00 00 00 01 00 01 | record number 0 is unknown here
            02 01 01 01 00 00 00 00 00 00 00 00 01 0c 01 | record number 12 is unknown here
            02 01 01 01 00 00 00 00 00 00 00 00 01 6a 01 | outcome 6 is unknown, allowed are 0..5
            02 01 01 01 00 00 00 00 00 00 00 00 01 03 01 01 10 | velocity has the unknown kind 16
            02 01 01 01 00 00 00 00 00 00 00 00 01 03 01 01 02 7f 80 00 00 | velocity x Infinity is not a finite number
            02 01 01 01 00 00 00 00 00 00 00 00 01 03 01 01 03 7f f8 00 00 00 00 00 00 | velocity x NaN is not a finite number
            02 01 01 ff ff ff ff ff ff ff ff 7f 00 00 00 00 00 00 00 00 01 0a 01 | first seq 9223372036854775807 leaves no room for 1 entries
            02 04 01 00 00 00 07 00 00 00 00 00 00 00 00 01 01 0a 01 00 | record number 10 is unknown here
            02 0a 01 00 00 00 00 00 00 00 00 00 03 00 | snapshot part 3 is unknown, allowed are 1, 2
            02 0a 01 00 00 00 00 00 00 00 00 00 01 81 10 | 2049 users are above the limit of 2048
            02 0e 00 00 00 00 00 00 00 00 00 00 00 07 03 00 00 00 00 | role 3 is unknown, allowed are 0..2
            02 23 00 00 00 00 00 00 01 ff  | the message ends within client endpoint
            02 23 00 00 00 00 00 00 00     | the message ends within protection
            02 23 00 00 00 00 00 00 00 03  | protection 3 is unknown, allowed are 0..2
            02 23 00 00 00 00 00 00 02     | master's endpoints must be 0 or 1, not 2
            02 23 00 00 00 00 00 00 01 02 c3 28 | client endpoint is not valid UTF-8
            02 23 00 00 00 00 00 00 01 05 41 | the message ends within client endpoint
            02 23 00 00 00 00 00 00 01 81 08 | client endpoint of 1025 bytes is above the limit of 1024
            """)
    void shouldSayWhatIsWrongWithMalformedMessage(String hexadecimal, String expected) {
        byte[] frame = HexFormat.of().parseHex(hexadecimal.replace(" ", ""));

        assertThatThrownBy(() -> NodeCodec.decode(frame))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage(expected);
    }

    @Test
    void shouldRefuseFrameAboveLimitWithoutReadingIt() {
        assertThatThrownBy(() -> NodeCodec.decode(new byte[Limits.NODE_FRAME_BYTES + 1]))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("message of 8388609 bytes is above the limit of 8388608");
    }

    @Test
    void shouldRefuseToEncodeWhatNobodyWouldDecode() {
        LogRecord.Command command = new LogRecord.Logout(1, 1);
        List<LogRecord.Command> tooMany = Collections.nCopies(Limits.FORWARD_COMMANDS + 1, command);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeCodec.encode(new PeerMessage.Forward(1, 1, 1, 1, tooMany)))
                .withMessage("1025 commands are above the limit of 1024");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeCodec.encode(new ControlMessage.Prepare(-1)))
                .withMessage("the protocol has no room for the negative count -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeCodec.encode(new PeerMessage.Feed(new Delta(1, 1, 1, List.of()))))
                .withMessage("a delta has at least one entry");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        NodeCodec.encode(new ControlMessage.SteppedDown("x".repeat(1025), 1, 1, Position.NOTHING)))
                .withMessageStartingWith("1025 bytes of the text xxx");
    }

    @Test
    void shouldCarryFullListsUpToTheirLimits() throws MalformedMessageException {
        List<Delta.Entry> entries = Collections.nCopies(
                Limits.DELTA_ENTRIES,
                new Delta.Entry(new LogRecord.Tick(1), new Outcome(Outcome.Code.APPLIED, 0, 0, 0)));
        PeerMessage feed = new PeerMessage.Feed(new Delta(1, 1, 1, entries));
        PeerMessage forward = new PeerMessage.Forward(
                1, 1, 1, 1, Collections.nCopies(Limits.FORWARD_COMMANDS, new LogRecord.Logout(1, 1)));

        assertThat(NodeCodec.decode(NodeCodec.encode(feed))).isEqualTo(feed);
        assertThat(NodeCodec.decode(NodeCodec.encode(forward))).isEqualTo(forward);
    }
}
