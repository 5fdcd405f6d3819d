// SPDX-License-Identifier: Apache-2.0
package io.weir.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever is sent, the server answers for it: no parameter and no body makes it fail. */
@ExtendWith(SharedWeir.class)
class FuzzIT {
    private static final int REQUESTS = 3000;
    private static final long SEED = 20261126;

    private static final List<String> WORDS = List.of(
            "",
            "ALL",
            "EDGE",
            "TOPOLOGY",
            "*",
            "-1",
            "0",
            "1e309",
            "NaN",
            "Infinity",
            "-0",
            "9223372036854775808",
            "null",
            "true",
            "2.1",
            "2.1.load_one",
            "sum:",
            "sort:x",
            "sort:load_one:-2147483648",
            "null:null:x",
            "max:ifinoctets",
            "q1:ifspeed",
            "ifinoctets,ifoutoctets;x",
            "127.0.0.1",
            "::1",
            "198.18.0.1",
            "0/0",
            "a.b",
            "a/b",
            "..",
            "~",
            "é",
            "\u202e",
            "\ud83d\ude00",
            "[",
            "]",
            "[[",
            "'",
            "\"",
            "\\",
            "%",
            "%s",
            "${x}",
            "<b>",
            "x=y&z",
            "ipsource",
            "range:ipttl:1:5",
            "group:ipsource:x",
            "or:[first:stack:.:ip:ip6]:x",
            "x".repeat(300),
            "\u0001",
            " ",
            "+",
            "maxFlows",
            "AGENT",
            "it_fuzz");
    private static final List<String> BODIES = List.of(
            "",
            "{",
            "{}",
            "[]",
            "null",
            "1",
            "'x'",
            "{a:}",
            "{keys:'ipsource',value:'bytes'}",
            "{keys:['ipsource',[]],value:{}}",
            "{keys:'',value:'bytes',n:-1,t:-1,fs:'',activeTimeout:1e99}",
            "{metric:'x',value:1}",
            "{metric:{},value:[]}",
            "{metric:'x',value:'NaN',filter:[1]}",
            "{metric:'x',value:1,filter:{a:{b:{}}}}",
            "{value:'bytes',filter:'(((((((((('}",
            "{value:'bytes',filter:'a~(a*)*b'}",
            "{keys:'or:[or:[or:[x]]]',value:'count:'}",
            "{a:['10.0.0.0/33']}",
            "{links:{a:1}}",
            "{links:{l:{node1:'a',port1:'b',node2:'a',port2:'b'}}}",
            "{nodes:[],links:null}",
            "{a:['0.0.0.0/0','::/0'],b:'x'}");

    private final Random random = new Random(SEED);

    private String word() {
        String word = WORDS.get(random.nextInt(WORDS.size()));
        return random.nextInt(5) == 0 ? word + WORDS.get(random.nextInt(WORDS.size())) : word;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<String> paths(WeirProcess weir) {
        List<String> paths = new ArrayList<>();
        weir.json("/api-docs").path("paths").fieldNames().forEachRemaining(path -> {
            if (!path.endsWith("/stream") && !path.startsWith("/app/") && !path.startsWith("/replay")) {
                paths.add(path);
            }
        });
        return paths;
    }

    private String target(String path) {
        StringBuilder target = new StringBuilder();
        for (String segment : path.substring(1).split("/", -1)) {
            target.append('/').append(segment.startsWith("{") ? encode(word()) : segment);
        }
        for (int n = random.nextInt(3); n > 0; n--) {
            List<String> names = List.of(
                    "maxFlows",
                    "minValue",
                    "aggMode",
                    "key",
                    "flowID",
                    "eventID",
                    "maxEvents",
                    "thresholdID",
                    "name",
                    "agent",
                    "ifspeed",
                    "host_name",
                    "dryRun",
                    "x");
            target.append(target.indexOf("?") < 0 ? '?' : '&')
                    .append(names.get(random.nextInt(names.size())))
                    .append('=')
                    .append(encode(word()));
        }
        return target.toString();
    }

    @Test
    void nothingMakesTheServerFail(WeirProcess weir) {
        List<String> paths = paths(weir);
        List<String> methods = List.of("GET", "GET", "GET", "PUT", "POST", "DELETE");
        for (int i = 0; i < REQUESTS; i++) {
            String method = methods.get(random.nextInt(methods.size()));
            String target = target(paths.get(random.nextInt(paths.size())));
            String body = method.startsWith("P") ? BODIES.get(random.nextInt(BODIES.size())) : "";
            HttpResponse<String> answer = weir.send(method, target, body);
            assertThat(answer.statusCode())
                    .as("%d: %s %s %s: %s", i, method, target, body, answer.body())
                    .isLessThan(500);
        }
        clean(weir, "/flow");
        clean(weir, "/threshold");
        clean(weir, "/group");
        clean(weir, "/map");
        weir.send("DELETE", "/topology/json", "");
        assertThat(weir.json("/analyzer/json").path("httpFaults").asInt()).isZero();
    }

    /** Takes away what was defined by chance. */
    private static void clean(WeirProcess weir, String kind) {
        HttpResponse<String> all = weir.get(kind + "/json");
        if (all.statusCode() == 200 && all.body().startsWith("{")) {
            weir.json(kind + "/json")
                    .fieldNames()
                    .forEachRemaining(name ->
                            weir.send("DELETE", kind + "/" + encode(name).replace("+", "%20") + "/json", ""));
        } else if (all.statusCode() == 200) {
            weir.json(kind + "/json")
                    .forEach(name -> weir.send(
                            "DELETE", kind + "/" + encode(name.asText()).replace("+", "%20") + "/json", ""));
        }
    }
}
