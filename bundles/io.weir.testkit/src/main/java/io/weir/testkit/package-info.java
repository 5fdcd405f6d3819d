// SPDX-License-Identifier: Apache-2.0
/**
 * What tests of bundles stand on: shards that run on the test's own thread, a clock moved by hand, settings, a
 * store and apps in memory, captures.
 *
 * <pre>{@code
 * SteppedTimeline clock = new SteppedTimeline();
 * InlineShards shards = new InlineShards(clock);
 * shards.add(factory);                            // the ShardPartFactory under test
 * shards.receive(datagram);                       // through the collector's own decoding and books
 * clock.advance(Duration.ofSeconds(1));           // ten ticks
 * shards.play(Captures.find("ecmp.pcap").get());  // a whole capture, on its own time
 * shards.ask(0, shard -> shard.view(Books.class).orElseThrow().agents()).join();
 * }</pre>
 */
package io.weir.testkit;
