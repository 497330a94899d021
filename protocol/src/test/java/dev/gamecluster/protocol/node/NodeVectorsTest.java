package dev.gamecluster.protocol.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.Structure;
import dev.gamecluster.protocol.Vectors;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NodeVectorsTest {
    private static final Map<String, String> VECTORS = Vectors.read("node.txt");

    static Stream<String> names() {
        return NodeSamples.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldEncodeByteForByteLikeGoldenVector(String name) {
        byte[] bytes = NodeCodec.encode(NodeSamples.all().get(name));

        assertThat(name + " = " + hexadecimal(bytes)).isEqualTo(name + " = " + VECTORS.get(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldDecodeGoldenVector(String name) throws MalformedMessageException {
        NodeMessage decoded =
                NodeCodec.decode(HexFormat.of().parseHex(VECTORS.get(name).replace(" ", "")));

        assertThat(Structure.textOf(decoded))
                .isEqualTo(Structure.textOf(NodeSamples.all().get(name)));
    }

    @Test
    void shouldHaveSampleForEveryVector() {
        assertThat(VECTORS.keySet())
                .containsExactlyInAnyOrderElementsOf(NodeSamples.all().keySet());
    }

    @ParameterizedTest
    @ValueSource(classes = {NodeMessage.class, LogRecord.class, SnapshotPart.class})
    void shouldHaveSampleOfEveryLeafOfSealedHierarchy(Class<?> hierarchy) {
        List<Class<?>> sampled = NodeSamples.all().values().stream()
                .flatMap(Structure::recordsIn)
                .collect(Collectors.toList());

        assertThat(sampled).containsAll(Structure.leavesOf(hierarchy));
    }

    @Test
    void shouldHaveSampleOfEveryOutcome() {
        assertThat(NodeSamples.all().values().stream().map(Structure::textOf).collect(Collectors.joining()))
                .contains(Stream.of(Outcome.Code.values())
                        .map(code -> "code=" + code + ",")
                        .toList());
    }

    /** The numbers on the wire are the ordinals: putting a constant in between changes the protocol. */
    @Test
    void shouldKeepOrdinalsThatAreOnTheWire() {
        assertThat(Outcome.Code.values())
                .extracting(Enum::name)
                .containsExactly("APPLIED", "REPEATED", "RESUMED", "NOT_LOGGED_IN", "EXPIRED", "IGNORED");
        assertThat(Role.values()).extracting(Enum::name).containsExactly("JOINING", "SLAVE", "MASTER");
        assertThat(ControlMessage.Protection.values())
                .extracting(Enum::name)
                .containsExactly("NONE", "ENFORCED", "LIFTED");
    }

    private static String hexadecimal(byte[] bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }
}
