package dev.gamecluster.protocol.node;

import java.util.List;

/**
 * Consecutive log records of one reign with their outcomes.
 *
 * @param epoch reign in which it was published; a slave that promised a higher one refuses it
 * @param firstSeq seq of the first entry; the entry at index i has firstSeq + i
 * @param publishedNanos the master's clock when it was published; a slave only echoes it
 * @param entries 1..{@link dev.gamecluster.protocol.Limits#DELTA_ENTRIES}
 */
public record Delta(long epoch, long firstSeq, long publishedNanos, List<Entry> entries) {

    /** @param outcome its code and hits travel; tick and session do not (0 after decoding), they follow from the state */
    public record Entry(LogRecord record, Outcome outcome) {}

    public long lastSeq() {
        return firstSeq + entries.size() - 1;
    }
}
