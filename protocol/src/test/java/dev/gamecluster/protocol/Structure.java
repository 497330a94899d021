package dev.gamecluster.protocol;

import dev.gamecluster.protocol.client.UserList;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Looks into messages by reflection: what leaves a sealed hierarchy has, and what a message holds, arrays and all. */
public final class Structure {
    private Structure() {}

    /** All classes below a sealed interface that are not sealed themselves. */
    public static List<Class<?>> leavesOf(Class<?> type) {
        if (!type.isSealed()) {
            return List.of(type);
        }
        return Arrays.stream(type.getPermittedSubclasses())
                .flatMap(child -> leavesOf(child).stream())
                .distinct()
                .toList();
    }

    /** Every record that is in a value, itself included. */
    public static Stream<Class<?>> recordsIn(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().flatMap(Structure::recordsIn);
        }
        if (value == null || !value.getClass().isRecord()) {
            return Stream.empty();
        }
        return Stream.concat(
                Stream.of(value.getClass()),
                components(value.getClass()).stream().flatMap(component -> recordsIn(get(component, value))));
    }

    /** A text that is the same for two values exactly when all their parts are, doubles bit for bit. */
    public static String textOf(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Double number) {
            return number + "/" + Long.toHexString(Double.doubleToRawLongBits(number));
        }
        if (value.getClass().isRecord()) {
            return components(value.getClass()).stream()
                    .map(component -> component.getName() + "=" + textOf(get(component, value)))
                    .toList()
                    .toString()
                    .transform(fields -> value.getClass().getSimpleName() + fields);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Structure::textOf).toList().toString();
        }
        if (value instanceof UserList users) {
            return textOf(users);
        }
        return value.getClass().isArray() ? textOfArray(value) : value.toString();
    }

    private static String textOfArray(Object array) {
        List<String> elements = new ArrayList<>();
        for (int index = 0; index < Array.getLength(array); index++) {
            elements.add(textOf(Array.get(array, index)));
        }
        return elements.toString();
    }

    private static String textOf(UserList users) {
        StringBuilder text = new StringBuilder("users");
        for (int index = 0; index < users.size(); index++) {
            text.append(' ').append(users.id(index)).append(' ').append(users.x(index));
            text.append(' ').append(users.y(index)).append(' ').append(users.velocityX(index));
            text.append(' ').append(users.velocityY(index)).append(' ').append(users.money(index));
        }
        return text.toString();
    }

    private static List<RecordComponent> components(Class<?> type) {
        return List.of(type.getRecordComponents());
    }

    private static Object get(RecordComponent component, Object value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
