package dev.gamecluster.world;

/**
 * A closed region that users are searched in.
 *
 * <p>{@link #relation} must agree with {@link #contains} for every position of the square, also after rounding: it uses the
 * same operations, which are monotone, on the square's edges.
 */
sealed interface Area {
    /** How a square lies to the area. */
    enum Relation {
        OUTSIDE,
        PARTLY,
        INSIDE
    }

    boolean contains(double x, double y);

    /** Nobody of the area is in a cell of the tree below this or {@link #lowCellY}, or above the two others. */
    int lowCellX();

    int lowCellY();

    int highCellX();

    int highCellY();

    /** How the square from (lowX, lowY) up to the high edges, all in metres, lies to this area; in doubt PARTLY. */
    Relation relation(double lowX, double lowY, double highX, double highY);

    /** The rectangle with the given corners, border included, which may reach beyond the map. */
    record Rectangle(double minX, double minY, double maxX, double maxY) implements Area {
        @Override
        public boolean contains(double x, double y) {
            return x >= minX && x <= maxX && y >= minY && y <= maxY;
        }

        @Override
        public int lowCellX() {
            return cellOnMap(minX);
        }

        @Override
        public int lowCellY() {
            return cellOnMap(minY);
        }

        @Override
        public int highCellX() {
            return cellOnMap(maxX);
        }

        @Override
        public int highCellY() {
            return cellOnMap(maxY);
        }

        @Override
        public Relation relation(double lowX, double lowY, double highX, double highY) {
            if (highX <= minX || lowX > maxX || highY <= minY || lowY > maxY) {
                return Relation.OUTSIDE;
            }
            boolean inside = reachesDown(minX, lowX)
                    && reachesUp(maxX, highX)
                    && reachesDown(minY, lowY)
                    && reachesUp(maxY, highY);
            return inside ? Relation.INSIDE : Relation.PARTLY;
        }

        private static int cellOnMap(double position) {
            return QuadTree.cell(Math.clamp(position, -World.MAP_LIMIT_METRES, World.MAP_LIMIT_METRES));
        }

        /** Nobody is beyond the map, so what covers the map covers every square. */
        private static boolean reachesDown(double min, double low) {
            return min <= low || min <= -World.MAP_LIMIT_METRES;
        }

        private static boolean reachesUp(double max, double high) {
            return max >= high || max >= World.MAP_LIMIT_METRES;
        }
    }

    /** The disc around a centre, border included. */
    record Disc(double centreX, double centreY, double radius) implements Area {
        @Override
        public boolean contains(double x, double y) {
            return isWithin(x - centreX, y - centreY);
        }

        /** A cell more to each side, for what {@link #isWithin} rounds. */
        @Override
        public int lowCellX() {
            return QuadTree.cell(centreX - radius) - 1;
        }

        @Override
        public int lowCellY() {
            return QuadTree.cell(centreY - radius) - 1;
        }

        @Override
        public int highCellX() {
            return QuadTree.cell(centreX + radius) + 1;
        }

        @Override
        public int highCellY() {
            return QuadTree.cell(centreY + radius) + 1;
        }

        @Override
        public Relation relation(double lowX, double lowY, double highX, double highY) {
            if (!isWithin(nearest(centreX, lowX, highX), nearest(centreY, lowY, highY))) {
                return Relation.OUTSIDE;
            }
            boolean inside = isWithin(farthest(centreX, lowX, highX), farthest(centreY, lowY, highY));
            return inside ? Relation.INSIDE : Relation.PARTLY;
        }

        private boolean isWithin(double dx, double dy) {
            return dx * dx + dy * dy <= radius * radius;
        }

        private static double nearest(double centre, double low, double high) {
            return centre < low ? low - centre : centre > high ? centre - high : 0;
        }

        private static double farthest(double centre, double low, double high) {
            return Math.max(high - centre, centre - low);
        }
    }
}
