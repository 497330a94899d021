package dev.gamecluster.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.Structure;
import dev.gamecluster.protocol.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ClientVectorsTest {
    private static final Map<String, String> VECTORS = Vectors.read("client.txt");

    static Stream<String> requests() {
        return ClientSamples.requests().keySet().stream();
    }

    static Stream<String> messages() {
        return ClientSamples.messages().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void shouldEncodeRequestByteForByteLikeGoldenVector(String name) {
        byte[] frame = RequestEncoder.encode(ClientSamples.requests().get(name));

        assertThat(name + " = " + new String(frame, StandardCharsets.UTF_8))
                .isEqualTo(name + " = " + VECTORS.get(name));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void shouldDecodeGoldenVectorOfRequest(String name) {
        Decoded decoded = RequestDecoder.decode(frame(name));

        assertThat(decoded).isEqualTo(new Decoded.Ok(ClientSamples.requests().get(name)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldEncodeServerMessageByteForByteLikeGoldenVector(String name) {
        byte[] frame = ServerMessageEncoder.encode(ClientSamples.messages().get(name));

        assertThat(name + " = " + new String(frame, StandardCharsets.UTF_8))
                .isEqualTo(name + " = " + VECTORS.get(name));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldDecodeGoldenVectorOfServerMessage(String name) throws MalformedFrameException {
        ServerMessage decoded = ServerMessageDecoder.decode(frame(name));

        assertThat(Structure.textOf(decoded))
                .isEqualTo(Structure.textOf(ClientSamples.messages().get(name)));
    }

    @Test
    void shouldHaveSampleOfEveryLeafOfBothHierarchies() {
        List<Class<?>> leaves = new ArrayList<>(Structure.leavesOf(Request.class));
        leaves.addAll(Structure.leavesOf(ServerMessage.class));

        assertThat(Stream.concat(ClientSamples.requests().values().stream(), ClientSamples.messages().values().stream())
                        .flatMap(Structure::recordsIn))
                .containsAll(leaves);
    }

    @Test
    void shouldHaveSampleForEveryVector() {
        assertThat(VECTORS.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(requests(), messages()).toList());
    }

    private static byte[] frame(String name) {
        return VECTORS.get(name).getBytes(StandardCharsets.UTF_8);
    }
}
