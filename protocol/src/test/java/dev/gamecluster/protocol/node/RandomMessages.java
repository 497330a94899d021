package dev.gamecluster.protocol.node;

import dev.gamecluster.protocol.Structure;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random messages of every kind, made by reflection, so that a new message is covered when it is written. */
final class RandomMessages {
    private static final int LONGEST_LIST = 6;

    private final Random random;
    /** Parallel arrays of one record have one length. */
    private int arrayLength;

    RandomMessages(long seed) {
        random = new Random(seed);
    }

    NodeMessage next() {
        return (NodeMessage) any(NodeMessage.class);
    }

    private Object any(Class<?> type) {
        List<Class<?>> leaves = Structure.leavesOf(type);
        return record(leaves.get(random.nextInt(leaves.size())));
    }

    private Object record(Class<?> type) {
        if (type == Outcome.class) {
            // tick and session do not travel
            return new Outcome(constant(Outcome.Code.class), 0, (int) count(31), 0);
        }
        arrayLength = random.nextInt(LONGEST_LIST);
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int index = 0; index < components.length; index++) {
            types[index] = components[index].getType();
            values[index] = value(components[index]);
        }
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object value(RecordComponent component) {
        String name = component.getName();
        Class<?> type = component.getType();
        if (type == int.class) {
            boolean id = name.equals("nodeId") || name.equals("holder") || name.equals("master");
            return id ? random.nextInt() : (int) count(31);
        }
        if (type == long.class) {
            return switch (name) {
                case "user", "money", "high", "low", "hash", "nonce", "link", "transfer" -> random.nextLong();
                case "publishedNanos", "lagMicros", "publishToAckNanos" -> random.nextLong();
                default -> count(63);
            };
        }
        if (name.equals("masterEndpoints") && random.nextBoolean()) {
            return null;
        }
        return type == List.class ? list(component) : simple(type, name);
    }

    private Object simple(Class<?> type, String name) {
        if (type == double.class) {
            return number();
        }
        if (type == boolean.class) {
            return random.nextBoolean();
        }
        if (type == String.class) {
            return text();
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
        }
        return type.isArray() ? array(type, name) : any(type);
    }

    private Object list(RecordComponent component) {
        Type element = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
        int length = random.nextInt(LONGEST_LIST) + (element == Delta.Entry.class ? 1 : 0);
        List<Object> list = new ArrayList<>();
        for (int index = 0; index < length; index++) {
            list.add(element == Integer.class ? (Object) random.nextInt() : any((Class<?>) element));
        }
        return list;
    }

    private Object array(Class<?> type, String name) {
        int length = arrayLength;
        if (type == long[].class) {
            boolean anything = name.equals("id") || name.equals("money");
            return random.longs(length)
                    .map(any -> anything ? any : any >>> 1 + random.nextInt(63))
                    .toArray();
        }
        if (type == int[].class) {
            return random.ints(length, 0, Integer.MAX_VALUE).toArray();
        }
        if (type == double[].class) {
            return random.longs(length).mapToDouble(ignored -> number()).toArray();
        }
        boolean[] flags = new boolean[length];
        for (int index = 0; index < length; index++) {
            flags[index] = random.nextBoolean();
        }
        return flags;
    }

    private long count(int bits) {
        return random.nextLong() >>> 64 - random.nextInt(1, bits + 1);
    }

    private double number() {
        return switch (random.nextInt(6)) {
            case 0 -> 0.0;
            case 1 -> -0.0;
            case 2 -> random.nextInt(-20_000, 20_001) / 1000.0;
            case 3 -> random.nextFloat(-20, 20);
            case 4 -> random.nextDouble(-1_000_000, 1_000_000);
            default -> random.nextBoolean() ? Double.MIN_VALUE : Double.MAX_VALUE;
        };
    }

    private String text() {
        return "tcp://wörld-\ud83c\udf0d:".substring(0, random.nextInt(3, 12)) + random.nextInt();
    }

    private <E extends Enum<E>> E constant(Class<E> type) {
        return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
    }
}
