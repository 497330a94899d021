package dev.gamecluster.protocol.zmtp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Remembers what a peer tells. */
final class RecordingListener implements ZmtpPeer.Listener {
    private final List<byte[]> messages = new ArrayList<>();
    private final List<Long> sizes = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private int opened;
    private int withMore;

    @Override
    public void opened() {
        opened++;
    }

    @Override
    public void message(byte[] bytes, int offset, int kept, long size, boolean more) {
        messages.add(Arrays.copyOfRange(bytes, offset, offset + kept));
        sizes.add(size);
        withMore += more ? 1 : 0;
    }

    @Override
    public void refused(String reason) {
        refusals.add(reason);
    }

    List<byte[]> messages() {
        return messages;
    }

    List<Long> sizes() {
        return sizes;
    }

    List<String> refusals() {
        return refusals;
    }

    int timesOpened() {
        return opened;
    }

    int withMore() {
        return withMore;
    }
}
