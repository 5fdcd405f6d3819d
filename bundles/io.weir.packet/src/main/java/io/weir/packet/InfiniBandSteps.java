// SPDX-License-Identifier: Apache-2.0
package io.weir.packet;

/** The steps over the route headers of InfiniBand. Thread: any. Source: InfiniBand architecture 1.4 §7.7, §8.3; annex A16. */
final class InfiniBandSteps {
    private static final int BASE_TRANSPORT = 0x1b;

    private InfiniBandSteps() {}

    static Protocol local(PacketView p) {
        int following = p.u8(p.at + 1) & 3;
        p.push(Protocol.LRH, 8, following);
        return switch (following) {
            case 1 -> Protocol.IP6;
            case 2 -> Protocol.IBBT;
            case 3 -> Protocol.GRH;
            default -> null;
        };
    }

    static Protocol global(PacketView p) {
        int following = p.u8(p.at + 6);
        p.push(Protocol.GRH, 40, following);
        return following == BASE_TRANSPORT ? Protocol.IBBT : null;
    }
}
