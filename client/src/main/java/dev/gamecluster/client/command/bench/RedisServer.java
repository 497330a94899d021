package dev.gamecluster.client.command.bench;

import dev.gamecluster.client.command.CommandFailed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A redis-server of our own on a free port of loopback, which keeps nothing. */
final class RedisServer implements AutoCloseable {
    private static final String PROGRAM = "redis-server";
    private static final Pattern VERSION = Pattern.compile("v=([0-9.]+)");
    private static final long READY_NANOS = 10_000_000_000L;
    private static final int LOOK_MILLIS = 20;
    private static final int OTHER_CLIENTS = 100;
    private static final int STOP_SECONDS = 3;

    private final Process process;
    private final InetSocketAddress address;
    private final String version;

    private RedisServer(Process process, InetSocketAddress address, String version) {
        this.process = process;
        this.address = address;
        this.version = version;
    }

    /** @throws CommandFailed when it is not installed */
    static String requireInstalled() {
        try {
            Process process = new ProcessBuilder(PROGRAM, "--version")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher version = VERSION.matcher(output);
            return version.find() ? version.group(1) : "";
        } catch (IOException e) {
            throw new CommandFailed("--baseline redis needs the program " + PROGRAM
                    + " on the PATH: install it, for example with 'apt-get install redis-server'");
        }
    }

    /** Returns when it accepts connections. */
    static RedisServer start(int connections) {
        String version = requireInstalled();
        try {
            int port = freePort();
            Process process = new ProcessBuilder(
                            PROGRAM,
                            "--port",
                            Integer.toString(port),
                            "--bind",
                            "127.0.0.1",
                            "--save",
                            "",
                            "--appendonly",
                            "no",
                            "--maxclients",
                            Integer.toString(connections + OTHER_CLIENTS),
                            "--tcp-backlog",
                            "4096")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            RedisServer server =
                    new RedisServer(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), version);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new CommandFailed(PROGRAM + " cannot be started: " + e.getMessage());
        }
    }

    InetSocketAddress address() {
        return address;
    }

    String version() {
        return version;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() {
        long beginNanos = System.nanoTime();
        while (!accepts()) {
            if (!process.isAlive() || System.nanoTime() - beginNanos > READY_NANOS) {
                close();
                throw new CommandFailed(PROGRAM + " does not accept connections at " + address);
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                close();
                throw new CommandFailed("interrupted");
            }
        }
    }

    private boolean accepts() {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
