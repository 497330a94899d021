package dev.gamecluster.client.command.shell;

/** What a person can type. Metres and metres per second. */
sealed interface LineCommand {
    /** @param user unsigned 64 bit, or null for the one of {@code --user} */
    record Login(Long user) implements LineCommand {}

    record Walk(double x, double y) implements LineCommand {}

    record Query(double minX, double minY, double maxX, double maxY) implements LineCommand {}

    record Look(double radius) implements LineCommand {}

    record Aoe(double radius, long money) implements LineCommand {}

    record Where() implements LineCommand {}

    record Ping() implements LineCommand {}

    record Logout() implements LineCommand {}

    record Watch(int seconds) implements LineCommand {}

    record Status() implements LineCommand {}

    record Help() implements LineCommand {}

    record Quit() implements LineCommand {}
}
