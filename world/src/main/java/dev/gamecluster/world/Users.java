package dev.gamecluster.world;

import java.util.Arrays;

/**
 * Every user ever seen: a record of eight 64-bit words each.
 *
 * <p>The records of the users in one leaf of the index lie side by side in one array, so that a search reads memory in
 * sequence; the records of logged-out users lie in limbo, an array in chunks. The user's <em>place</em> says where: leaf
 * and position within it, or, negative, the position in limbo. Taking a record away moves the last one of the array into
 * the gap. Slots are the stable handles; a table leads from slot to place, and each record knows its slot.
 *
 * <p>Records move whenever anything enters, leaves or crosses: words and base are valid until then.
 */
final class Users {
    static final int ID = 0;
    static final int X0 = 1;
    static final int Y0 = 2;
    static final int VX = 3;
    static final int VY = 4;
    static final int SINCE = 5;
    static final int MONEY = 6;
    static final int SLOT = 7;
    static final int RECORD_WORDS = 8;

    static final int CHUNK_BITS = 10;
    static final int CHUNK_USERS = 1 << CHUNK_BITS;

    private static final int CHUNK_MASK = CHUNK_USERS - 1;
    private static final long LIMBO = -1L << Integer.SIZE;
    private static final int FIRST_IN_LEAF = 4;
    private static final int KEPT_IN_LEAF = 64;
    private static final long[] EMPTY = {};

    private long[][] places = new long[4][];
    private long[][] limbo = new long[4][];
    private long[][] leaves = new long[64][];
    private int[] countsInLeaves = new int[64];
    private int count;
    private int countInLimbo;

    /** All users ever seen. */
    int count() {
        return count;
    }

    /** Adds a logged-out user with everything but its id zero; returns its slot. */
    int add(long id) {
        int slot = count++;
        places = withChunkFor(slot, places, 1);
        long place = appendToLimbo();
        long[] words = wordsAt(place);
        int base = baseAt(place);
        Arrays.fill(words, base, base + RECORD_WORDS, 0);
        words[base + ID] = id;
        words[base + SLOT] = slot;
        setPlace(slot, place);
        return slot;
    }

    /** The array that holds the user's record, which begins at {@link #base}. */
    long[] words(int slot) {
        return wordsAt(place(slot));
    }

    /** Where in {@link #words} the user's record begins. */
    int base(int slot) {
        return baseAt(place(slot));
    }

    /** Users that are in a leaf are logged in, those in limbo are not. */
    boolean isLoggedIn(int slot) {
        return place(slot) >= 0;
    }

    /** The leaf of a logged-in user. */
    int leaf(int slot) {
        return (int) (place(slot) >>> Integer.SIZE);
    }

    long id(int slot) {
        return words(slot)[base(slot) + ID];
    }

    /** How many records a leaf holds. */
    int countInLeaf(int leaf) {
        return countsInLeaves[leaf];
    }

    /** The records of a leaf, side by side from 0 on. */
    long[] wordsOfLeaf(int leaf) {
        return leaves[leaf];
    }

    /** Begins a leaf, with nobody in it. */
    void openLeaf(int leaf) {
        if (leaf >= leaves.length) {
            leaves = Arrays.copyOf(leaves, 2 * leaf);
            countsInLeaves = Arrays.copyOf(countsInLeaves, 2 * leaf);
        }
        leaves[leaf] = EMPTY;
        countsInLeaves[leaf] = 0;
    }

    /** Empties a leaf; returns the array of its records, which the caller must put elsewhere at once. */
    long[] takeAll(int leaf) {
        long[] taken = leaves[leaf];
        openLeaf(leaf);
        return taken;
    }

    /** Moves a user from limbo into a leaf. */
    void moveToLeaf(int slot, int leaf) {
        long place = place(slot);
        putIntoLeaf(leaf, wordsAt(place), baseAt(place));
        fillGapInLimbo((int) place);
    }

    /** Puts a copy of a record that was taken out of another leaf into this one. */
    void putIntoLeaf(int leaf, long[] source, int base) {
        int index = countsInLeaves[leaf]++;
        int end = (index + 1) * RECORD_WORDS;
        if (end > leaves[leaf].length) {
            leaves[leaf] = Arrays.copyOf(leaves[leaf], Math.max(FIRST_IN_LEAF * RECORD_WORDS, grown(index)));
        }
        System.arraycopy(source, base, leaves[leaf], end - RECORD_WORDS, RECORD_WORDS);
        setPlace((int) source[base + SLOT], ((long) leaf << Integer.SIZE) | index);
    }

    /** By half: records are large, and most leaves never grow again. */
    private static int grown(int records) {
        return (records + records / 2) * RECORD_WORDS;
    }

    /** Moves a user from its leaf into limbo. */
    void moveToLimbo(int slot) {
        long place = place(slot);
        long newPlace = appendToLimbo();
        System.arraycopy(wordsAt(place), baseAt(place), wordsAt(newPlace), baseAt(newPlace), RECORD_WORDS);
        setPlace(slot, newPlace);
        fillGapInLeaf((int) (place >>> Integer.SIZE), (int) place);
    }

    private void fillGapInLeaf(int leaf, int gap) {
        int last = --countsInLeaves[leaf];
        long[] words = leaves[leaf];
        if (gap != last) {
            System.arraycopy(words, last * RECORD_WORDS, words, gap * RECORD_WORDS, RECORD_WORDS);
            setPlace((int) words[gap * RECORD_WORDS + SLOT], ((long) leaf << Integer.SIZE) | gap);
        }
        if (last > KEPT_IN_LEAF && last < words.length / RECORD_WORDS / 4) {
            leaves[leaf] = Arrays.copyOf(words, words.length / 2);
        }
    }

    private long appendToLimbo() {
        int index = countInLimbo++;
        limbo = withChunkFor(index, limbo, RECORD_WORDS);
        return LIMBO | index;
    }

    private void fillGapInLimbo(int gap) {
        int last = --countInLimbo;
        if (gap != last) {
            long from = LIMBO | last;
            long to = LIMBO | gap;
            System.arraycopy(wordsAt(from), baseAt(from), wordsAt(to), baseAt(to), RECORD_WORDS);
            setPlace((int) wordsAt(to)[baseAt(to) + SLOT], to);
        }
        // One spare chunk is kept, so that nobody at a chunk's boundary makes it come and go.
        int spare = (countInLimbo >>> CHUNK_BITS) + 2;
        if (spare < limbo.length) {
            limbo[spare] = null;
        }
    }

    private long[] wordsAt(long place) {
        return place >= 0 ? leaves[(int) (place >>> Integer.SIZE)] : limbo[(int) place >>> CHUNK_BITS];
    }

    private static int baseAt(long place) {
        return (place >= 0 ? (int) place : (int) place & CHUNK_MASK) * RECORD_WORDS;
    }

    private long place(int slot) {
        return places[slot >>> CHUNK_BITS][slot & CHUNK_MASK];
    }

    private void setPlace(int slot, long place) {
        places[slot >>> CHUNK_BITS][slot & CHUNK_MASK] = place;
    }

    private static long[][] withChunkFor(int index, long[][] chunks, int wordsPerEntry) {
        int chunk = index >>> CHUNK_BITS;
        long[][] enough = chunk < chunks.length ? chunks : Arrays.copyOf(chunks, 2 * chunks.length);
        if (enough[chunk] == null) {
            enough[chunk] = new long[CHUNK_USERS * wordsPerEntry];
        }
        return enough;
    }
}
