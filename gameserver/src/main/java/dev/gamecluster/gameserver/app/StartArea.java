package dev.gamecluster.gameserver.app;

import dev.gamecluster.protocol.Limits;

/** The rectangle in which users never seen before appear, as text: {@code x1,y1,x2,y2} in metres. */
final class StartArea {
    private static final String ALLOWED = "x1,y1,x2,y2 in metres, each from -1000000 to 1000000, x1 <= x2 and y1 <= y2";

    private StartArea() {}

    /** @return smallest x, smallest y, largest x, largest y */
    static double[] parse(String key, String text) {
        String[] parts = text.split(",", -1);
        double[] area = new double[4];
        try {
            for (int i = 0; i < area.length && parts.length == area.length; i++) {
                area[i] = Double.parseDouble(parts[i].strip());
            }
        } catch (NumberFormatException notANumber) {
            throw new InvalidConfigurationException(key, text, ALLOWED);
        }
        boolean inside = parts.length == area.length;
        for (double edge : area) {
            inside &= Math.abs(edge) <= Limits.MAP_LIMIT_METRES;
        }
        if (!inside || area[0] > area[2] || area[1] > area[3]) {
            throw new InvalidConfigurationException(key, text, ALLOWED);
        }
        return area;
    }
}
