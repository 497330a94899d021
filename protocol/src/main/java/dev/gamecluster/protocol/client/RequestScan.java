package dev.gamecluster.protocol.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.gamecluster.protocol.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * One pass over the JSON of a request. Collects the value of each known field, or what is wrong with it, and goes on, so that
 * the id is found wherever it stands: behind an error in another field, in front of the place where the JSON breaks. What counts
 * in the end depends on the operation, which may stand last, so nothing is judged here that depends on it.
 *
 * <p>One object reads one frame, on one thread.
 */
final class RequestScan {
    /** How deep the scan still looks for the id once the frame is refused for its depth. */
    private static final int SCANNED_DEPTH = 1_000;

    private static final String UNSIGNED_RANGE = "0..18446744073709551615";

    // Names are not kept: strangers choose them. NaN is let through to be refused here, so that the scan can go on
    // behind it.
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(SCANNED_DEPTH)
                    .maxNumberLength(Limits.CLIENT_FRAME_BYTES)
                    .maxStringLength(Limits.CLIENT_FRAME_BYTES)
                    .maxNameLength(Limits.CLIENT_FRAME_BYTES)
                    .build())
            .build();

    /** What is wrong with the frame as such, or null. */
    private String broken;

    private boolean idKnown;
    private long id;
    private String op;
    private long user;
    private String session;
    private String ticket;
    private Vector velocity = Vector.ZERO;
    private double radius;
    private long money;
    private Vector min = Vector.ZERO;
    private Vector max = Vector.ZERO;
    private long minimumTick;

    private final boolean[] seen = new boolean[Field.COUNT];
    private final boolean[] present = new boolean[Field.COUNT];
    private final String[] malformed = new String[Field.COUNT];
    private final String[] outOfRange = new String[Field.COUNT];

    private RequestScan() {}

    static RequestScan of(String text) {
        RequestScan scan = new RequestScan();
        scan.scan(text, false);
        return scan;
    }

    /** Only the id, as far as the scan gets; the rest of the text is not looked at. */
    static RequestScan forId(String text) {
        RequestScan scan = new RequestScan();
        scan.scan(text, true);
        return scan;
    }

    private void scan(String text, boolean onlyId) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                breakFrame("the frame is not a JSON object");
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                member(parser);
                if (onlyId && idKnown) {
                    return;
                }
            }
            if (parser.nextToken() != null) {
                breakFrame("the frame goes on behind its JSON object");
            }
        } catch (JsonProcessingException e) {
            breakFrame("the frame is not JSON: " + ShownValue.shortened(e.getOriginalMessage(), 200));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a string cannot fail to be read
        }
    }

    private void member(JsonParser parser) throws IOException {
        Field field = Field.named(parser.currentName());
        JsonToken token = parser.nextToken();
        if (field == null) {
            skip(parser, 1);
            return;
        }
        int index = field.ordinal();
        if (seen[index]) {
            malformed(field, field.json() + " appears twice");
            skip(parser, 1);
            return;
        }
        seen[index] = true;
        if (token != JsonToken.VALUE_NULL) {
            present[index] = true;
            value(field, parser);
        }
    }

    private void value(Field field, JsonParser parser) throws IOException {
        switch (field) {
            case ID -> readId(parser);
            case OP -> op = text(field, parser, Limits.CLIENT_FRAME_BYTES);
            case USER -> user = unsigned(field, parser);
            case SESSION -> session = text(field, parser, Limits.SESSION_CHARACTERS);
            case TICKET -> ticket = text(field, parser, Limits.TICKET_CHARACTERS);
            case VELOCITY -> readVelocity(parser);
            case RADIUS -> readRadius(parser);
            case MONEY -> money = unsigned(field, parser);
            case MIN -> min = vector(field, parser);
            case MAX -> max = vector(field, parser);
            case MIN_TICK -> readMinimumTick(parser);
        }
    }

    // ---- single fields ---------------------------------------------------------------------------------------------

    private void readId(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            wrongType(Field.ID, "an integer", parser);
            return;
        }
        IntegerText number = IntegerText.signed(parser.getText());
        idKnown = number.fits();
        id = number.value();
        if (!idKnown || id < 1 || id > Limits.REQUEST_ID) {
            outOfRange(Field.ID, "id " + ShownValue.of(parser) + " is outside 1.." + Limits.REQUEST_ID);
        }
    }

    private void readMinimumTick(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            wrongType(Field.MIN_TICK, "an integer", parser);
            return;
        }
        IntegerText number = IntegerText.signed(parser.getText());
        minimumTick = number.value();
        if (!number.fits() || minimumTick < 0) {
            outOfRange(Field.MIN_TICK, "min_tick " + ShownValue.of(parser) + " is outside 0.." + Long.MAX_VALUE);
        }
    }

    private void readVelocity(JsonParser parser) throws IOException {
        velocity = vector(Field.VELOCITY, parser);
        if (isSound(Field.VELOCITY) && !velocity.isSpeedWithin(Limits.SPEED_METRES_PER_SECOND)) {
            outOfRange(
                    Field.VELOCITY,
                    "velocity " + Math.hypot(velocity.x(), velocity.y()) + " m/s is above the limit of 20 m/s");
        }
    }

    private void readRadius(JsonParser parser) throws IOException {
        radius = number(Field.RADIUS, "radius", parser, 1);
        if (isSound(Field.RADIUS) && !(radius >= 0 && radius <= Limits.RADIUS_METRES)) {
            outOfRange(Field.RADIUS, "radius " + ShownValue.of(parser) + " m is outside 0..50 m");
        }
    }

    // ---- types -----------------------------------------------------------------------------------------------------

    private String text(Field field, JsonParser parser, int limit) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            wrongType(field, "a string", parser);
            return null;
        }
        String text = parser.getText();
        if (text.length() > limit) {
            malformed(
                    field,
                    field.json() + " of " + text.length() + " characters is longer than the allowed " + limit
                            + " characters");
        }
        return text;
    }

    private long unsigned(Field field, JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        boolean scalar = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING;
        IntegerText number = scalar ? IntegerText.unsigned(parser.getText()) : null;
        if (number == null || !number.integral()) {
            wrongType(field, "an integer or a string of decimal digits", parser);
            return 0;
        }
        if (!number.fits()) {
            outOfRange(field, field.json() + " " + ShownValue.of(parser) + " is outside " + UNSIGNED_RANGE);
        }
        return number.value();
    }

    private double number(Field field, String name, JsonParser parser, int depth) throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT || parser.isNaN()) {
            malformed(field, name + " must be a number, not " + ShownValue.of(parser));
            skip(parser, depth);
            return 0;
        }
        double value = Double.parseDouble(parser.getText());
        if (Double.isInfinite(value)) {
            outOfRange(field, name + " " + ShownValue.of(parser) + " is beyond a 64-bit floating-point number");
            return 0;
        }
        return value + 0.0; // a negative zero becomes a plain one
    }

    private Vector vector(Field field, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            wrongType(field, "an object with x and y", parser);
            return Vector.ZERO;
        }
        double x = 0;
        double y = 0;
        int found = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            int axis = name.equals("x") ? 1 : name.equals("y") ? 2 : 0;
            parser.nextToken();
            if (axis == 0) {
                skip(parser, 2);
                continue;
            }
            if ((found & axis) != 0) {
                malformed(field, field.json() + "." + name + " appears twice");
            }
            found |= axis;
            double value = number(field, field.json() + "." + name, parser, 2);
            x = axis == 1 ? value : x;
            y = axis == 2 ? value : y;
        }
        if (found != 3) {
            malformed(field, field.json() + "." + ((found & 1) == 0 ? "x" : "y") + " is missing");
        }
        return new Vector(x, y);
    }

    /** Passes over the current value, which lies in a container at {@code depth}. */
    private void skip(JsonParser parser, int depth) throws IOException {
        int open = 0;
        while (true) {
            JsonToken token = parser.currentToken();
            if (token.isStructStart()) {
                open++;
                if (depth + open > Limits.JSON_DEPTH) {
                    breakFrame("the JSON is nested deeper than " + Limits.JSON_DEPTH + " levels");
                }
            } else if (token.isStructEnd()) {
                open--;
            } else if (token == JsonToken.VALUE_NUMBER_FLOAT && parser.isNaN()) {
                breakFrame("the frame is not JSON: " + parser.getText() + " is not a number that JSON knows");
            }
            if (open == 0) {
                return;
            }
            parser.nextToken();
        }
    }

    // ---- what is wrong ---------------------------------------------------------------------------------------------

    private void wrongType(Field field, String wanted, JsonParser parser) throws IOException {
        malformed(field, field.json() + " must be " + wanted + ", not " + ShownValue.of(parser));
        skip(parser, 1);
    }

    private void malformed(Field field, String problem) {
        if (malformed[field.ordinal()] == null) {
            malformed[field.ordinal()] = problem;
        }
    }

    private void outOfRange(Field field, String problem) {
        if (outOfRange[field.ordinal()] == null) {
            outOfRange[field.ordinal()] = problem;
        }
    }

    private void breakFrame(String problem) {
        if (broken == null) {
            broken = problem;
        }
    }

    // ---- what was found --------------------------------------------------------------------------------------------

    String broken() {
        return broken;
    }

    /** The field is there (not null) and nothing is wrong with it. */
    boolean isSound(Field field) {
        return isPresent(field) && malformed(field) == null && outOfRange(field) == null;
    }

    boolean isPresent(Field field) {
        return present[field.ordinal()];
    }

    /** What is wrong with the field's form, or null. */
    String malformed(Field field) {
        return malformed[field.ordinal()];
    }

    /** What is wrong with the field's value, or null. */
    String outOfRange(Field field) {
        return outOfRange[field.ordinal()];
    }

    boolean idKnown() {
        return idKnown;
    }

    long id() {
        return id;
    }

    String op() {
        return op;
    }

    long user() {
        return user;
    }

    String session() {
        return session;
    }

    String ticket() {
        return ticket;
    }

    Vector velocity() {
        return velocity;
    }

    double radius() {
        return radius;
    }

    long money() {
        return money;
    }

    Vector min() {
        return min;
    }

    Vector max() {
        return max;
    }

    long minimumTick() {
        return minimumTick;
    }
}
