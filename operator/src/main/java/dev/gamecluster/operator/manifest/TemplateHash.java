package dev.gamecluster.operator.manifest;

import dev.gamecluster.operator.api.GameClusterSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What a pod was made from, in ten characters. A pod whose hash differs from the spec's is outdated and is replaced.
 *
 * <p>It is made of those parts of the spec that a running node cannot take over, and not of the pod: a newer operator that would write
 * pods a little differently does not touch running worlds. When it must, {@link #VERSION} is raised.
 */
public final class TemplateHash {
    private static final int VERSION = 1;
    private static final int BYTES = 5;

    private TemplateHash() {}

    public static String of(GameClusterSpec spec, String image) {
        List<Object> parts = Arrays.asList(
                VERSION,
                image,
                spec.capacityPerSlave(),
                spec.failover().heartbeatMillis(),
                spec.failover().maxLossMillis(),
                spec.world().startArea().text(),
                spec.ticketSecretRef(),
                spec.resources(),
                spec.template());
        return HexFormat.of().formatHex(digest(Serialization.asJson(parts)), 0, BYTES);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
