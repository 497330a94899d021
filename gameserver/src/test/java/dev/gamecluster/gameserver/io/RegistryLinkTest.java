package dev.gamecluster.gameserver.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

class RegistryLinkTest {
    private static final long STEP_NANOS = 100_000_000L;

    private final ZContext context = new ZContext(1);
    private final List<String> dialled = new ArrayList<>();
    private final List<String> reports = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String[] answer = {};
    private long now = 1_000_000_000L;

    @AfterEach
    void close() {
        context.close();
    }

    private ZMQ.Socket dial(String endpoint) {
        dialled.add(endpoint);
        return context.createSocket(SocketType.DEALER);
    }

    private InetAddress[] resolve(String host) throws UnknownHostException {
        String[] addresses = answer;
        asked.incrementAndGet();
        if (addresses.length == 0) {
            throw new UnknownHostException(host);
        }
        InetAddress[] resolved = new InetAddress[addresses.length];
        for (int i = 0; i < addresses.length; i++) {
            resolved[i] = InetAddress.getByName(addresses[i]);
        }
        return resolved;
    }

    private PeerAddress address(String endpoint) {
        return new PeerAddress("the registry", endpoint, this::resolve, reports::add);
    }

    private RegistryLink link(PeerAddress address) {
        return new RegistryLink(address, this::dial, now);
    }

    /** @return how often another socket was opened */
    private int look(RegistryLink link, int steps) {
        int changes = 0;
        for (int i = 0; i < steps; i++) {
            now += STEP_NANOS;
            changes += link.look(now) ? 1 : 0;
        }
        return changes;
    }

    private static void until(BooleanSupplier condition) {
        long untilNanos = System.nanoTime() + LocalNode.PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("did not happen in time").isLessThan(untilNanos);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void shouldDialANewEveryTwoSecondsOfSilenceAndResolveNoAddress() {
        try (PeerAddress address = address("tcp://10.0.0.1:5550")) {
            RegistryLink link = link(address);
            assertThat(look(link, 19)).isZero();
            assertThat(look(link, 1)).isEqualTo(1);
            assertThat(look(link, 60)).isEqualTo(3);
            assertThat(dialled).hasSize(5).containsOnly("tcp://10.0.0.1:5550");
            assertThat(asked).hasValue(0);
        }
    }

    @Test
    void shouldStayWithARegistryThatAnswers() {
        try (PeerAddress address = address("tcp://10.0.0.1:5550")) {
            RegistryLink link = link(address);
            for (int i = 0; i < 100; i++) {
                assertThat(look(link, 19)).isZero();
                link.heard(now);
            }
        }
    }

    @Test
    void shouldNotBlameTheRegistryForAPauseOfItsOwn() {
        try (PeerAddress address = address("tcp://10.0.0.1:5550")) {
            RegistryLink link = link(address);
            now += 60_000_000_000L;
            assertThat(look(link, 19)).isZero();
        }
    }

    @Test
    void shouldDialWhatTheNameStandsForNow() {
        answer = new String[] {"10.0.0.1"};
        try (PeerAddress address = address("tcp://registry.test:5550")) {
            until(() -> asked.get() == 1 && !reports.isEmpty());
            RegistryLink link = link(address);
            answer = new String[] {"10.0.0.2"};
            look(link, 10);
            until(() -> reports.size() == 2);
            assertThat(look(link, 10)).isEqualTo(1);
            assertThat(dialled).containsExactly("tcp://10.0.0.1:5550", "tcp://10.0.0.2:5550");
        }
    }

    @Test
    void shouldKeepTheLastKnownAddressWhenTheNameServerFails() {
        answer = new String[] {"10.0.0.1"};
        try (PeerAddress address = address("tcp://registry.test:5550")) {
            until(() -> reports.size() == 1);
            RegistryLink link = link(address);
            answer = new String[] {};
            look(link, 10);
            until(() -> reports.size() == 2);
            assertThat(look(link, 10)).isEqualTo(1);
            assertThat(dialled).containsExactly("tcp://10.0.0.1:5550", "tcp://10.0.0.1:5550");
            assertThat(reports.getLast()).contains("cannot be resolved", "10.0.0.1");
        }
    }

    @Test
    void shouldTryTheAddressesOfANameInTurn() {
        answer = new String[] {"10.0.0.1", "fd00::1", "10.0.0.2"};
        try (PeerAddress address = address("tcp://registry.test:5550")) {
            until(() -> reports.size() == 1);
            RegistryLink link = link(address);
            look(link, 40);
            assertThat(dialled).containsExactly("tcp://10.0.0.1:5550", "tcp://10.0.0.2:5550", "tcp://10.0.0.1:5550");
        }
    }

    @Test
    void shouldWaitForNobodyWhileTheNameServerIsSilent() {
        CountDownLatch silence = new CountDownLatch(1);
        PeerAddress.Resolver slow = host -> {
            try {
                silence.await();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
            return new InetAddress[] {InetAddress.getByName("10.0.0.9")};
        };
        try (PeerAddress address = new PeerAddress("the registry", "tcp://registry.test:5550", slow, reports::add)) {
            RegistryLink link = link(address);
            assertThat(look(link, 100)).isZero();
            assertThat(link.socket()).isNull();
            silence.countDown();
            until(() -> reports.size() == 1);
            until(() -> look(link, 1) == 1);
            assertThat(dialled).containsExactly("tcp://10.0.0.9:5550");
        }
    }
}
