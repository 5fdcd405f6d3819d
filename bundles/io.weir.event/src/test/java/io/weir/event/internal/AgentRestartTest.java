// SPDX-License-Identifier: Apache-2.0
package io.weir.event.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weir.api.event.Event;
import io.weir.demo.internal.encoder.DatagramBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentRestartTest {
    private final Scene scene = new Scene();
    private long sequence;

    @AfterEach
    void close() {
        scene.close();
    }

    private void send(String agent, long uptime) {
        sequence++;
        scene.shards.receive(
                DatagramBuilder.agent(agent).sequence(sequence).uptime(uptime).bytes());
    }

    @Test
    void agentWhoseUptimeFellIsAnEventWithBothUptimes() {
        send(Scene.AGENT, 86_400_000);
        send("10.0.0.2", 50_000_000);
        send(Scene.AGENT, 3_000);
        send("10.0.0.2", 50_020_000);
        assertThat(scene.events())
                .extracting(Event::thresholdID, Event::agent, Event::metric, Event::threshold, Event::value)
                .containsExactly(tuple(Event.RESTART, Scene.AGENT, "uptime", 86_400.0, 3.0));
    }

    @Test
    void madeUpRestartsDoNotFillTheLog() {
        for (int i = 0; i < 3 * EventPart.MOST_RESTARTS; i++) {
            send(Scene.AGENT, 86_400_000);
            send(Scene.AGENT, 3_000);
        }
        assertThat(scene.events()).hasSize(EventPart.MOST_RESTARTS);
        scene.pass(60_000);
        send(Scene.AGENT, 86_400_000);
        send(Scene.AGENT, 3_000);
        assertThat(scene.events()).hasSize(EventPart.MOST_RESTARTS + 1);
    }
}
