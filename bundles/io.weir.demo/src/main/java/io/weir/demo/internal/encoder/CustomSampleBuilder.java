// SPDX-License-Identifier: Apache-2.0
package io.weir.demo.internal.encoder;

/**
 * Makes a sample of metrics ({@code rtmetric}, 4300:1002) or of a flow ({@code rtflow}, 4300:1003) as a user's program
 * would report it.
 *
 * <p>Thread: confined to its user.
 */
public final class CustomSampleBuilder implements SampleBuilder {
    private static final int ENTERPRISE = 4300;
    private static final int METRICS = 1002;
    private static final int FLOW = 1003;

    private final XdrWriter fields = new XdrWriter();
    private final int format;
    private final XdrWriter head;
    private int count;

    private CustomSampleBuilder(int format, XdrWriter head) {
        this.format = format;
        this.head = head;
    }

    /** Metrics of a data source. */
    public static CustomSampleBuilder metrics(String dataSource) {
        return new CustomSampleBuilder(METRICS, new XdrWriter().string(dataSource));
    }

    /** A flow of a data source, one in {@code samplingRate}. */
    public static CustomSampleBuilder flow(String dataSource, long samplingRate, long samplePool) {
        return new CustomSampleBuilder(FLOW, new XdrWriter().string(dataSource).u32(samplingRate, samplePool));
    }

    /** Type 0 of metrics and flows. */
    public CustomSampleBuilder text(String name, String value) {
        return field(name, 0, new XdrWriter().string(value));
    }

    /** A metric that only grows, of 32 bits. */
    public CustomSampleBuilder counter32(String name, long value) {
        return field(name, 1, new XdrWriter().u32(value));
    }

    /** A metric that only grows, of 64 bits. */
    public CustomSampleBuilder counter64(String name, long value) {
        return field(name, 2, new XdrWriter().u64(value));
    }

    /** A metric that goes up and down, of 32 bits. */
    public CustomSampleBuilder gauge32(String name, long value) {
        return field(name, 3, new XdrWriter().u32(value));
    }

    /** A metric that goes up and down, of 64 bits. */
    public CustomSampleBuilder gauge64(String name, long value) {
        return field(name, 4, new XdrWriter().u64(value));
    }

    /** A metric that goes up and down, a fraction of 32 bits. */
    public CustomSampleBuilder gaugeFloat(String name, double value) {
        return field(name, 5, new XdrWriter().f32(value));
    }

    /** A metric that goes up and down, a fraction of 64 bits. */
    public CustomSampleBuilder gaugeDouble(String name, double value) {
        return field(name, 6, new XdrWriter().f64(value));
    }

    /** A MAC address of a flow. */
    public CustomSampleBuilder mac(String name, String value) {
        return field(name, 1, new XdrWriter().mac(value));
    }

    /** An IPv4 or IPv6 address of a flow. */
    public CustomSampleBuilder ip(String name, String value) {
        return field(name, value.indexOf(':') < 0 ? 2 : 3, new XdrWriter().ip(value));
    }

    /** A number of a flow, of 32 bits. */
    public CustomSampleBuilder int32(String name, long value) {
        return field(name, 4, new XdrWriter().u32(value));
    }

    /** A number of a flow, of 64 bits. */
    public CustomSampleBuilder int64(String name, long value) {
        return field(name, 5, new XdrWriter().u64(value));
    }

    /** A field of any type, for what is to be malformed. */
    public CustomSampleBuilder field(String name, int type, XdrWriter value) {
        fields.string(name).u32(type).raw(value.bytes());
        count++;
        return this;
    }

    @Override
    public Structure build() {
        return Structure.of(
                ENTERPRISE, format, new XdrWriter().raw(head.bytes()).u32(count).raw(fields.bytes()));
    }
}
