// SPDX-License-Identifier: Apache-2.0
package io.weir.script.internal.functions;

import io.weir.api.script.ScriptFunction;
import java.util.List;

/**
 * Functions for what Weir has not: a BGP speaker and an OpenFlow controller. They answer that nothing was done and nothing is
 * known, so that scripts with a use for them do the rest of their work; the log says so once for each script, and its status.
 *
 * <p>Thread: any.
 */
public final class AbsentFunctions {
    private static final String BGP =
            "Weir has no BGP speaker: no router is spoken to, nothing is announced, no route is known";
    private static final String OPENFLOW = "Weir has no OpenFlow controller: no rule is set";
    private static final String NOTHING_DONE = ". Does nothing: ";

    private final ScriptLog log;

    public AbsentFunctions(ScriptLog log) {
        this.log = log;
    }

    public List<ScriptFunction> rows() {
        Rows rows = new Rows();
        bgp(rows, "bgpAddNeighbor(router: string, as?: any, id?: any, options?: object, opened?: any, closed?: any)");
        bgp(rows, "bgpRemoveNeighbor(router: string)");
        bgp(rows, "bgpAddSource(agents: any, router?: any, seconds?: number, value?: string)");
        bgp(rows, "bgpRemoveSource(agents: any)");
        bgp(rows, "bgpSetNextHops(hops: object)");
        bgp(rows, "bgpAddRoute(router: string, route?: object)");
        bgp(rows, "bgpRemoveRoute(router: string, prefix?: any)");
        bgp(rows, "bgpAddFlow(router: string, flow?: object)");
        bgp(rows, "bgpRemoveFlow(router: string, flow?: object)");
        absent(rows, "bgpRouteCount(router: string): number", BGP, 0.0);
        absent(rows, "bgpFlowCount(router: string): number", BGP, 0.0);
        for (String name : List.of("bgpTopPrefixes", "bgpTopPrefixes6")) {
            absent(
                    rows,
                    name + "(router: string, n?: number, minValue?: number, direction?: string, covered?: boolean,"
                            + " length?: number, aggregate?: boolean): object",
                    BGP,
                    null);
        }
        absent(rows, "setOfRule(dpid: string, name: string, rule: object): boolean", OPENFLOW, false);
        absent(rows, "clearOfRule(dpid: string, name: string): boolean", OPENFLOW, false);
        absent(rows, "ofRules(dpid?: string): object", OPENFLOW, null);
        absent(rows, "ofPorts(dpid?: string): object", OPENFLOW, null);
        return rows.list();
    }

    private void bgp(Rows rows, String form) {
        absent(rows, form + ": boolean", BGP, false);
    }

    private void absent(Rows rows, String form, String fact, Object answer) {
        String name = form.substring(0, form.indexOf('('));
        rows.row(form, "Answers " + answer + NOTHING_DONE + fact, (script, a) -> {
            if (script.lacks(fact)) {
                log.warn(script, fact + ": " + name + " answers " + answer);
            }
            return answer;
        });
    }
}
