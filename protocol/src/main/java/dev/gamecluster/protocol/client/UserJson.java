package dev.gamecluster.protocol.client;

import static dev.gamecluster.protocol.client.JsonBuffer.bytes;

/** One user of a query's answer as JSON: what the encoder spends nearly all its time on when an answer is large. */
final class UserJson {
    /** Room that one user and a comma need at most, while all coordinates are below {@link Digits#THOUSANDTHS_LIMIT}. */
    static final int USER_BYTES = 256;

    private static final byte[] ID = bytes("{\"id\":");
    private static final byte[] POSITION_X = bytes(",\"position\":{\"x\":");
    private static final byte[] Y = bytes(",\"y\":");
    private static final byte[] VELOCITY_X = bytes("},\"velocity\":{\"x\":");
    private static final byte[] MONEY = bytes("},\"money\":");

    private UserJson() {}

    /** Writes into an array that has room for {@link #USER_BYTES}; returns the index behind the user. */
    static int write(byte[] array, int at, UserList users, int index) {
        int next = literal(array, at, ID);
        next = Digits.unsigned(array, next, users.id(index));
        next = literal(array, next, POSITION_X);
        next = Digits.thousandths(array, next, users.x(index));
        next = literal(array, next, Y);
        next = Digits.thousandths(array, next, users.y(index));
        next = literal(array, next, VELOCITY_X);
        next = Digits.thousandths(array, next, users.velocityX(index));
        next = literal(array, next, Y);
        next = Digits.thousandths(array, next, users.velocityY(index));
        next = literal(array, next, MONEY);
        next = Digits.unsigned(array, next, users.money(index));
        array[next] = '}';
        return next + 1;
    }

    /** Whether all coordinates are such that {@link #write} can write them: anything that is ever in a world. */
    static boolean isPlain(UserList users, int index) {
        return Math.abs(users.x(index)) < Digits.THOUSANDTHS_LIMIT
                && Math.abs(users.y(index)) < Digits.THOUSANDTHS_LIMIT
                && Math.abs(users.velocityX(index)) < Digits.THOUSANDTHS_LIMIT
                && Math.abs(users.velocityY(index)) < Digits.THOUSANDTHS_LIMIT;
    }

    /** Any user, number by number. */
    static void writeAny(JsonBuffer buffer, UserList users, int index) {
        buffer.raw(ID).unsigned(users.id(index));
        buffer.raw(POSITION_X).thousandths(users.x(index));
        buffer.raw(Y).thousandths(users.y(index));
        buffer.raw(VELOCITY_X).thousandths(users.velocityX(index));
        buffer.raw(Y).thousandths(users.velocityY(index));
        buffer.raw(MONEY).unsigned(users.money(index)).raw('}');
    }

    private static int literal(byte[] array, int at, byte[] literal) {
        System.arraycopy(literal, 0, array, at, literal.length);
        return at + literal.length;
    }
}
