// SPDX-License-Identifier: Apache-2.0
package io.weir.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks for {@code /readyz} until every service is there, then prints one line: the URL and the time since the start.
 * Thread: one of its own, which then ends.
 */
final class ReadyLine implements Runnable {
    private static final CountDownLatch TOLD = new CountDownLatch(1);
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int PAUSE_MILLIS = 50;
    private static final int ANSWER_MILLIS = 5_000;
    private static final int NOT_FOUND = 404;
    private static final int MOST_COUNTERS = 65_536;

    private final HttpAddress http;
    private final Map<String, String> settings;
    private final long launched;
    private final Home.Proof proof;

    private ReadyLine(HttpAddress http, Map<String, String> settings, long launched, Home.Proof proof) {
        this.http = http;
        this.settings = Map.copyOf(settings);
        this.launched = launched;
        this.proof = proof;
    }

    static void watch(HttpAddress http, Map<String, String> settings, long launched, Home.Proof proof) {
        Thread thread = new Thread(new ReadyLine(http, settings, launched, proof), "weir-ready");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        boolean told = false;
        while (!answers()) {
            StopDeadline.takeSignal();
            if (!told && System.currentTimeMillis() - launched > PATIENCE_MILLIS) {
                told = true;
                System.err.println("weir: not ready after " + PATIENCE_MILLIS / 1000 + " s, and goes on: see "
                        + http.url() + "readyz and the log, data/log/weir.log in the home");
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
        StopDeadline.ready();
        try {
            proof.given();
        } catch (IOException e) {
            System.err.println("weir: home: cannot be written: " + Why.of(e) + ": the next start will take longer");
        }
        double seconds = (System.currentTimeMillis() - launched) / 1000.0;
        System.out.println(String.format(
                Locale.ROOT, "Weir %s ready in %.1f s: %s%s", Distribution.version(), seconds, http.url(), udp()));
        TOLD.countDown();
    }

    /** Waits until Weir is ready, a minute at most. */
    static void await() throws InterruptedException {
        if (!TOLD.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            System.err.println("weir: console: goes on though Weir is not ready: commands may be missing");
        }
    }

    /** A server that answers may be deaf: a setting can keep the sockets shut, and the log says so among other lines. */
    private String udp() {
        String capture = SflowPort.capture(settings);
        if (!capture.isEmpty()) {
            return " (sFlow from " + capture + ")";
        }
        return ask("/analyzer/json", MOST_COUNTERS).replace(" ", "").contains("\"udpSocketsFailed\":1")
                ? " (receives no sFlow: the log says why)"
                : " (sFlow on UDP " + settings.getOrDefault(SflowPort.SETTING, SflowPort.DEFAULT) + ")";
    }

    private boolean answers() {
        int status = status();
        // what cannot be read counts as a no there
        boolean hidden = !settings.getOrDefault("http.rest", "yes").strip().matches("(?i)yes|true|on|1");
        return status > 0 && status < 500 && (status != NOT_FOUND || hidden);
    }

    /** The status of the answer, 0 when there is none. */
    private int status() {
        String line = ask("/readyz", "HTTP/1.1 200".length());
        try {
            return line.length() < 12 ? 0 : Integer.parseInt(line.substring(9));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** How an answer begins, empty when there is none. A bare socket: a HTTP client would cost more than the rest of the launcher. */
    private String ask(String path, int most) {
        try (Socket socket = new Socket()) {
            InetAddress host = InetAddress.getByName(http.host());
            InetAddress reachable = host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
            socket.connect(new InetSocketAddress(reachable, http.port()), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(most), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }
}
