// SPDX-License-Identifier: Apache-2.0
package io.weir.collector.internal;

/** What the collector counts about itself: a row is a name and a sentence. Thread: immutable. */
public enum Counter {
    DATAGRAMS_RECEIVED("sFlowDatagramsReceived", "Datagrams read from the UDP sockets."),
    BYTES_RECEIVED("sFlowBytesReceived", "Bytes of the datagrams read from the UDP sockets."),
    DATAGRAMS_PROCESSED("sFlowDatagramsProcessed", "Datagrams whose samples were taken in."),
    NOT_ALLOWED("sFlowDatagramsNotAllowed", "Datagrams from a UDP source that sflow.allow does not list; discarded."),
    UNSUPPORTED_VERSION("sFlowUnsupportedVersion", "Datagrams that are not sFlow version 5; discarded."),
    SFLOW_2("sFlowVersion2", "Of these, sFlow version 2."),
    SFLOW_4("sFlowVersion4", "Of these, sFlow version 4."),
    NETFLOW_5("netflowVersion5", "Of these, NetFlow version 5."),
    NETFLOW_9("netflowVersion9", "Of these, NetFlow version 9."),
    IPFIX("ipfix", "Of these, IPFIX."),
    FOREIGN("sFlowForeign", "Of these, nothing known."),
    TOO_SHORT("sFlowDatagramsTooShort", "Datagrams that ended within their head; discarded."),
    BAD_ADDRESS("sFlowDatagramsBadAddress", "Datagrams whose agent address is of no known type; discarded."),
    RING_FULL("sFlowDatagramsRingFull", "Datagrams discarded because their shard was too far behind."),
    DUPLICATES(
            "sFlowDatagramsDuplicates",
            "Datagrams that had come before (same sequence number, same uptime); discarded."),
    LOST("sFlowDatagramsLost", "Datagrams that agents sent and that never came, by their sequence numbers."),
    OUT_OF_ORDER("sFlowDatagramsOutOfOrder", "Datagrams that came after a later one; taken in."),
    TRUNCATED(
            "sFlowDatagramsTruncated", "Datagrams that ended before their last sample; what came before was taken in."),
    PARSE_ERRORS("sFlowParseErrors", "Datagrams and samples that could not be read to their end."),
    FLOW_SAMPLES("sFlowFlowSamples", "Flow samples taken in."),
    COUNTER_SAMPLES("sFlowCounterSamples", "Counter samples taken in."),
    NOTIFICATIONS("sFlowNotificationSamples", "Discarded-packet notifications taken in."),
    CUSTOM_SAMPLES("sFlowCustomSamples", "Samples of users' own programs (rtmetric, rtflow) taken in."),
    SAMPLES_MALFORMED("sFlowSamplesMalformed", "Samples too short for their type; skipped."),
    SAMPLES_DAMAGED(
            "sFlowSamplesDamaged", "Samples with a record cut short or too many of them; the good records were kept."),
    SAMPLES_UNKNOWN("sFlowSamplesUnknown", "Samples of a type that is not known; skipped."),
    RECORDS_UNKNOWN(
            "sFlowRecordsUnknown", "Records of a type that is not known; skipped, the rest of the sample was kept."),
    SAMPLES_BAD_SOURCE("sFlowSamplesBadSource", "Samples of a data source of a class that is not known; skipped."),
    RATE_ZERO("sFlowSamplingRateZero", "Flow samples with sampling rate 0, taken as 1."),
    RATE_CHANGES("sFlowSamplingRateChanges", "Times the sampling rate of a data source changed."),
    FRAME_LENGTH("sFlowFrameLengthImplausible", "Packets of implausible length; they count as packets, not in bytes."),
    AGENTS("sFlowAgents", "Agents known now."),
    AGENTS_EVICTED("sFlowAgentsEvicted", "Agents forgotten, the longest silent first, because there were too many."),
    AGENTS_EXPIRED("sFlowAgentsExpired", "Agents forgotten because they had been silent."),
    AGENT_REBOOTS("sFlowAgentReboots", "Times an agent's uptime fell: its sequence numbers and counters started anew."),
    AGENTS_RENAMED(
            "sFlowAgentsRenamed",
            "Agents that name themselves 0.0.0.0, a loopback address or nothing, kept under their UDP source."),
    AGENTS_SEVERAL_SOURCES(
            "sFlowAgentsSeveralSources", "Agents heard from several UDP sources: two may share an address."),
    SUB_AGENTS_REFUSED(
            "sFlowSubAgentsRefused",
            "Datagrams of sub-agents beyond the cap of an agent; taken in without sequence books."),
    DATA_SOURCES("sFlowDataSources", "Data sources known now."),
    DATA_SOURCES_REFUSED(
            "sFlowDataSourcesRefused", "Samples of a new data source skipped because there were too many."),
    DATA_SOURCES_EXPIRED("sFlowDataSourcesExpired", "Data sources forgotten because they had been silent."),
    PART_FAILURES("shardPartFailures", "Calls of a shard's part that threw."),
    QUESTIONS("shardQuestions", "Questions that shards answered."),
    QUESTION_FAILURES("shardQuestionFailures", "Questions to shards that threw.");

    private final String key;
    private final String doc;

    Counter(String key, String doc) {
        this.key = key;
        this.doc = doc;
    }

    /** As {@code /analyzer/json} names it. */
    public String key() {
        return key;
    }

    public String doc() {
        return doc;
    }
}
