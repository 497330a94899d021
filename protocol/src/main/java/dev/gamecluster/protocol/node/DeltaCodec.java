package dev.gamecluster.protocol.node;

import dev.gamecluster.protocol.Limits;
import java.util.ArrayList;
import java.util.List;

/**
 * Deltas. An entry begins with one byte: the record's number in bits 0..3, the outcome's code in bits 4..6, and in bit 7 whether
 * hits follow the record. With that a change of velocity takes about 13 bytes.
 */
final class DeltaCodec {
    /** Number of a record without fields, with outcome: the least an entry takes. */
    static final int ENTRY_BYTES = 2;
    /** Epoch, first seq, time, number of entries, one entry: the least a delta takes. */
    static final int DELTA_BYTES = 11 + ENTRY_BYTES;

    private static final int NUMBER_MASK = 0x0f;
    private static final int CODE_SHIFT = 4;
    private static final int CODE_MASK = 0x07;
    private static final int HITS_FOLLOW = 0x80;
    private static final Outcome.Code[] CODES = Outcome.Code.values();

    private DeltaCodec() {}

    static void write(BinaryWriter writer, Delta delta) {
        List<Delta.Entry> entries = delta.entries();
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a delta has at least one entry");
        }
        writer.count(delta.epoch());
        writer.count(delta.firstSeq());
        writer.fixed64(delta.publishedNanos());
        writer.length(entries.size(), Limits.DELTA_ENTRIES, "entries");
        for (int index = 0; index < entries.size(); index++) {
            writeEntry(writer, entries.get(index));
        }
    }

    static Delta read(BinaryReader reader) throws MalformedMessageException {
        long epoch = reader.count("epoch");
        long firstSeq = reader.count("first seq");
        long publishedNanos = reader.fixed64("published");
        int length = reader.length(Limits.DELTA_ENTRIES, ENTRY_BYTES, "entries");
        if (length == 0) {
            throw new MalformedMessageException("a delta has at least one entry");
        }
        if (firstSeq > Long.MAX_VALUE - length) {
            throw new MalformedMessageException("first seq " + firstSeq + " leaves no room for " + length + " entries");
        }
        List<Delta.Entry> entries = new ArrayList<>(length);
        for (int index = 0; index < length; index++) {
            entries.add(readEntry(reader));
        }
        return new Delta(epoch, firstSeq, publishedNanos, entries);
    }

    private static void writeEntry(BinaryWriter writer, Delta.Entry entry) {
        Outcome outcome = entry.outcome();
        int number = LogRecordCodec.numberOf(entry.record());
        int hitsFollow = outcome.hits() == 0 ? 0 : HITS_FOLLOW;
        writer.octet(number | outcome.code().ordinal() << CODE_SHIFT | hitsFollow);
        LogRecordCodec.write(writer, entry.record());
        if (hitsFollow != 0) {
            writer.count(outcome.hits());
        }
    }

    private static Delta.Entry readEntry(BinaryReader reader) throws MalformedMessageException {
        int head = reader.octet("entry");
        int code = head >> CODE_SHIFT & CODE_MASK;
        if (code >= CODES.length) {
            throw new MalformedMessageException(
                    "outcome " + code + " is unknown, allowed are 0.." + (CODES.length - 1));
        }
        LogRecord record = LogRecordCodec.read(reader, head & NUMBER_MASK);
        int hits = (head & HITS_FOLLOW) == 0 ? 0 : reader.count32("hits");
        return new Delta.Entry(record, new Outcome(CODES[code], 0, hits, 0));
    }
}
