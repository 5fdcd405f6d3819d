// SPDX-License-Identifier: Apache-2.0
package io.weir.flow.internal.keys;

import io.weir.api.flow.Extractor;
import io.weir.api.flow.FlowKey;
import io.weir.api.flow.KeyType;
import io.weir.api.flow.KeyValue;
import io.weir.api.shard.Observation;
import java.util.ArrayList;
import java.util.List;

/** Flow keys of applications: transactions that hosts and servers report, and what DNS and RDMA packets hold. */
public final class ApplicationKeys {
    private static final int SOCKET = 2100;
    private static final int SOCKET6 = 2101;
    private static final int PROXY = 2102;
    private static final int PROXY6 = 2103;
    private static final int MEMCACHE = 2200;
    private static final int OLD_HTTP = 2201;
    private static final int APPLICATION = 2202;
    private static final int INITIATOR = 2204;
    private static final int TARGET = 2205;
    private static final int HTTP = 2206;

    private static final Names METHODS = new Names(9).from(0, "OTHER OPTIONS GET HEAD POST PUT DELETE TRACE CONNECT");
    private static final Names COMMANDS = new Names(17)
            .from(
                    0,
                    "other set add replace append prepend cas get gets incr decr delete stats flush version quit touch");
    private static final Names MEMCACHE_STATUS = new Names(10)
            .from(0, "unknown ok error client_error server_error stored not_stored exists not_found deleted");
    private static final Names MEMCACHE_PROTOCOL = new Names(3).from(0, "other ascii binary");
    private static final Names APPLICATION_STATUS = new Names(11)
            .from(
                    0,
                    "success other timeout internal_error bad_request forbidden too_large not_implemented not_found unavailable unauthorized");

    private static final Extractor RECEIVED =
            Field.first(Field.behindTexts(HTTP, 8, 7, 0, 8), Field.behindTexts(APPLICATION, 0, 4, 0, 8));
    private static final Extractor SENT = Field.first(
            Field.behindTexts(HTTP, 8, 7, 8, 8),
            Field.behindTexts(OLD_HTTP, 8, 6, 0, 8),
            Field.behindTexts(APPLICATION, 0, 4, 8, 8),
            Field.behindTexts(MEMCACHE, 8, 1, 4, 4));

    private ApplicationKeys() {}

    private static FlowKey key(String name, KeyType type, String doc, Extractor extractor) {
        return new FlowKey(name, type, false, doc, extractor);
    }

    private static FlowKey number(String name, String doc, Extractor extractor) {
        return key(name, KeyType.INTEGER, doc, extractor);
    }

    private static FlowKey text(String name, String doc, Extractor extractor) {
        return key(name, KeyType.TEXT, doc, extractor);
    }

    public static List<FlowKey> rows() {
        List<FlowKey> rows = new ArrayList<>();
        rows.addAll(transactions());
        rows.addAll(http());
        rows.addAll(operations());
        rows.addAll(DnsKeys.rows());
        rows.addAll(RdmaKeys.rows());
        return List.copyOf(rows);
    }

    private static List<FlowKey> transactions() {
        return List.of(
                number(
                        "requests",
                        "1: as a value, the transactions (or packets) a second.",
                        (s, l, o) -> o.set(KeyType.INTEGER, 1)),
                number("req_bytes", "Bytes of a transaction's request.", RECEIVED),
                number("resp_bytes", "Bytes of a transaction's answer.", SENT),
                number(
                        "duration",
                        "Time a transaction took in us.",
                        Field.first(
                                Field.behindTexts(HTTP, 8, 7, 16, 4),
                                Field.behindTexts(OLD_HTTP, 8, 6, 8, 4),
                                Field.behindTexts(APPLICATION, 0, 4, 16, 4),
                                Field.behindTexts(MEMCACHE, 8, 1, 8, 4))),
                number(
                        "protocol",
                        "IP protocol of the server's socket.",
                        Field.first(Field.u32(SOCKET, 0), Field.u32(SOCKET6, 0))),
                key("serveraddress", KeyType.IPV4, "IPv4 address of the server.", Field.ip4(SOCKET, 4)),
                key("clientaddress", KeyType.IPV4, "IPv4 address of the client.", Field.ip4(SOCKET, 8)),
                key("serveraddress6", KeyType.IPV6, "IPv6 address of the server.", Field.ip6(SOCKET6, 4)),
                key("clientaddress6", KeyType.IPV6, "IPv6 address of the client.", Field.ip6(SOCKET6, 20)),
                number("serverport", "Port of the server.", Field.first(Field.u32(SOCKET, 12), Field.u32(SOCKET6, 36))),
                number("clientport", "Port of the client.", Field.first(Field.u32(SOCKET, 16), Field.u32(SOCKET6, 40))),
                number(
                        "proxyprotocol",
                        "IP protocol of the proxy's socket to the server.",
                        Field.first(Field.u32(PROXY, 0), Field.u32(PROXY6, 0))),
                key(
                        "proxyclientaddress",
                        KeyType.IPV4,
                        "IPv4 address of the proxy towards the server.",
                        Field.ip4(PROXY, 4)),
                key(
                        "proxyserveraddress",
                        KeyType.IPV4,
                        "IPv4 address of the server behind the proxy.",
                        Field.ip4(PROXY, 8)),
                key(
                        "proxyclientaddress6",
                        KeyType.IPV6,
                        "IPv6 address of the proxy towards the server.",
                        Field.ip6(PROXY6, 4)),
                key(
                        "proxyserveraddress6",
                        KeyType.IPV6,
                        "IPv6 address of the server behind the proxy.",
                        Field.ip6(PROXY6, 20)),
                number(
                        "proxyclientport",
                        "Port of the proxy towards the server.",
                        Field.first(Field.u32(PROXY, 12), Field.u32(PROXY6, 36))),
                number(
                        "proxyserverport",
                        "Port of the server behind the proxy.",
                        Field.first(Field.u32(PROXY, 16), Field.u32(PROXY6, 40))));
    }

    private static List<FlowKey> http() {
        Extractor method = Field.first(Field.u32(HTTP, 0), Field.u32(OLD_HTTP, 0));
        return List.of(
                text("httpmethod", "HTTP method: GET.", METHODS.of(method)),
                number(
                        "httpprotocol",
                        "HTTP version times 1000: 1001 is 1.1.",
                        Field.first(Field.u32(HTTP, 4), Field.u32(OLD_HTTP, 4))),
                text("httpurl", "URL as it was requested.", both(0, 0)),
                text("httphost", "Host that was asked for.", both(1, 1)),
                text("httpreferer", "Page that referred to the URL.", both(2, 2)),
                text("httpuseragent", "Program of the client.", both(3, 3)),
                text("httpxff", "X-Forwarded-For.", Field.text(HTTP, 8, 4)),
                text("httpauthuser", "User who was authenticated.", both(5, 4)),
                text("httpmimetype", "Media type of the answer.", both(6, 5)),
                number(
                        "httpstatus",
                        "HTTP status: 404.",
                        Field.first(Field.behindTexts(HTTP, 8, 7, 20, 4), Field.behindTexts(OLD_HTTP, 8, 6, 12, 4))));
    }

    /** A text of http_request, or of its older form, by its place in each. */
    private static Extractor both(int place, int oldPlace) {
        return Field.first(Field.text(HTTP, 8, place), Field.text(OLD_HTTP, 8, oldPlace));
    }

    private static List<FlowKey> operations() {
        return List.of(
                text(
                        "memcacheprotocol",
                        "Memcache protocol: ascii or binary.",
                        MEMCACHE_PROTOCOL.of(Field.u32(MEMCACHE, 0))),
                text("memcachecommand", "Memcache command: get.", COMMANDS.of(Field.u32(MEMCACHE, 4))),
                text("memcachekey", "Memcache key.", Field.text(MEMCACHE, 8, 0)),
                number("memcachenkeys", "Memcache keys asked for.", Field.behindTexts(MEMCACHE, 8, 1, 0, 4)),
                number("memcachevaluebytes", "Bytes of the memcache value.", Field.behindTexts(MEMCACHE, 8, 1, 4, 4)),
                text(
                        "memcachestatus",
                        "Memcache status: stored.",
                        MEMCACHE_STATUS.of(Field.behindTexts(MEMCACHE, 8, 1, 12, 4))),
                text("appname", "Application.", Field.text(APPLICATION, 0, 0)),
                text("appoperation", "Operation of the application.", Field.text(APPLICATION, 0, 1)),
                text("appattributes", "Attributes of the operation.", Field.text(APPLICATION, 0, 2)),
                text("appstatusdescr", "What the application says of the outcome.", Field.text(APPLICATION, 0, 3)),
                text(
                        "appstatus",
                        "Outcome of the operation: success.",
                        APPLICATION_STATUS.of(Field.behindTexts(APPLICATION, 0, 4, 20, 4))),
                text("appinitiator", "Who began the operation.", Field.text(INITIATOR, 0, 0)),
                text("apptarget", "What the operation is about.", Field.text(TARGET, 0, 0)));
    }

    /** Bytes of a transaction: of the answer, and of the request where it is told. */
    static boolean transferred(Observation sample, int layer, KeyValue out) {
        if (!SENT.extract(sample, layer, out)) {
            return false;
        }
        long sent = out.low();
        return out.set(KeyType.INTEGER, sent + (RECEIVED.extract(sample, layer, out) ? out.low() : 0));
    }
}
