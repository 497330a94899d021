package dev.gamecluster.client.command.bench.load;

import java.util.Arrays;

/**
 * The requests of one client that have no final answer yet, by id. Ids are consecutive, so the place of one is its last bits; what
 * was sent is not kept, as it can be computed from the id again (see {@link RequestWriter}). Spans at most
 * {@value LoadClient#UNANSWERED} ids: a server remembers 512.
 */
final class Slots {
    private static final Operation[] OPERATIONS = Operation.values();
    private static final byte FREE = -1;
    private static final int FIRST_CAPACITY = 4;

    private long first;
    private long next;
    private int count;
    private byte[] operations = new byte[FIRST_CAPACITY];
    private byte[] attempts = new byte[FIRST_CAPACITY];
    private long[] due = new long[FIRST_CAPACITY];
    private long[] firstSent = new long[FIRST_CAPACITY];
    private long[] lastSent = new long[FIRST_CAPACITY];
    private long[] retryAt = new long[FIRST_CAPACITY];

    Slots(long firstId) {
        first = firstId;
        next = firstId;
        Arrays.fill(operations, FREE);
    }

    /** The oldest id that may be in here. */
    long first() {
        return first;
    }

    /** The next id. */
    long next() {
        return next;
    }

    int count() {
        return count;
    }

    boolean hasRoom() {
        return next - first < LoadClient.UNANSWERED;
    }

    /** @return its id */
    long add(Operation operation, long dueNanos) {
        if (next - first == operations.length) {
            grow();
        }
        int at = at(next);
        operations[at] = (byte) operation.ordinal();
        attempts[at] = 0;
        due[at] = dueNanos;
        firstSent[at] = 0;
        lastSent[at] = 0;
        retryAt[at] = 0;
        count++;
        return next++;
    }

    /** Null when no such request waits. */
    Operation operation(long id) {
        if (id < first || id >= next || operations[at(id)] == FREE) {
            return null;
        }
        return OPERATIONS[operations[at(id)]];
    }

    long dueNanos(long id) {
        return due[at(id)];
    }

    /** 0 when it was not sent yet. */
    long firstSentNanos(long id) {
        return firstSent[at(id)];
    }

    long lastSentNanos(long id) {
        return lastSent[at(id)];
    }

    void sent(long id, long nowNanos) {
        int at = at(id);
        firstSent[at] = firstSent[at] == 0 ? nowNanos : firstSent[at];
        lastSent[at] = nowNanos;
        retryAt[at] = 0;
    }

    /** 0 when it does not wait to be sent again. */
    long retryAtNanos(long id) {
        return retryAt[at(id)];
    }

    /** @return how often that was said before */
    int retryAt(long id, long nanos) {
        int at = at(id);
        retryAt[at] = nanos;
        int before = attempts[at];
        attempts[at] = (byte) Math.min(Byte.MAX_VALUE, before + 1);
        return before;
    }

    int attempts(long id) {
        return attempts[at(id)];
    }

    void remove(long id) {
        operations[at(id)] = FREE;
        count--;
        while (first < next && operations[at(first)] == FREE) {
            first++;
        }
    }

    private int at(long id) {
        return (int) id & operations.length - 1;
    }

    private void grow() {
        byte[] oldOperations = operations;
        byte[] oldAttempts = attempts;
        long[][] old = {due, firstSent, lastSent, retryAt};
        int capacity = 2 * oldOperations.length;
        operations = new byte[capacity];
        attempts = new byte[capacity];
        due = new long[capacity];
        firstSent = new long[capacity];
        lastSent = new long[capacity];
        retryAt = new long[capacity];
        long[][] fresh = {due, firstSent, lastSent, retryAt};
        for (long id = first; id < next; id++) {
            int from = (int) id & oldOperations.length - 1;
            operations[at(id)] = oldOperations[from];
            attempts[at(id)] = oldAttempts[from];
            for (int i = 0; i < old.length; i++) {
                fresh[i][at(id)] = old[i][from];
            }
        }
    }
}
