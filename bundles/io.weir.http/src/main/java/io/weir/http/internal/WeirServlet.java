// SPDX-License-Identifier: Apache-2.0
package io.weir.http.internal;

import io.weir.api.CounterSource;
import io.weir.api.InvalidInput;
import io.weir.api.Registration;
import io.weir.api.http.ResourceSource;
import io.weir.api.http.Response;
import io.weir.api.store.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one servlet: takes requests off the server, hands them to the {@link Site}, and sends what it answers. Reading, waiting and
 * sending hold no thread. Thread: any.
 */
@Component(
        service = {Servlet.class, CounterSource.class},
        immediate = true,
        property = {
            "osgi.http.whiteboard.servlet.pattern=/*",
            "osgi.http.whiteboard.servlet.name=weir",
            "osgi.http.whiteboard.servlet.asyncSupported:Boolean=true"
        })
public final class WeirServlet extends HttpServlet implements CounterSource {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(WeirServlet.class);
    /** Bodies for files that may be on the way at once: each may be as long as its resource lets it. */
    private static final int UPLOADS = 4;

    private static final int HEARTBEAT_SECONDS = 15;
    private static final int INDENT = 2;

    private final transient RouteTable routes = new RouteTable();
    private final transient Map<ResourceSource, Registration> sources = new ConcurrentHashMap<>();
    private final transient Site site;
    private final transient Exchanges exchanges;
    private final transient Semaphore uploads = new Semaphore(UPLOADS);

    @Activate
    public WeirServlet(@Reference Settings settings) {
        Door door = new Door(settings, MachineNames.all());
        routes.add(List.of(new ApiDescription(routes).resource()));
        site = new Site(door, routes, settings.flag("http.rest", true), settings.flag("http.html", true));
        int heartbeat = settings.integer("http.heartbeat", HEARTBEAT_SECONDS);
        exchanges = new Exchanges(new JsonPrinter(indent(settings)), heartbeat * 1000L);
    }

    @Deactivate
    void close() {
        exchanges.close();
    }

    private static int indent(Settings settings) {
        String text = settings.get("http.json.indent").orElse("no").strip();
        return text.matches("\\d") // 1 is a yes elsewhere, and a space here
                ? Integer.parseInt(text)
                : Settings.yesOrNo(text).orElse(false) ? INDENT : 0;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addResources(ResourceSource source) {
        try {
            sources.put(source, routes.add(source.resources()));
        } catch (InvalidInput e) {
            LOG.warn("resources of {}: not served: {}", source.getClass().getName(), e.getMessage());
        }
    }

    void removeResources(ResourceSource source) {
        Registration registration = sources.remove(source);
        if (registration != null) {
            registration.close();
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext exchange = request.startAsync();
        exchanges.begin(exchange);
        long length = request.getContentLengthLong();
        boolean body = length > 0 || request.getHeader("Transfer-Encoding") != null;
        if (!body) {
            answer(exchange, arrival(request, new byte[0], Optional.empty()));
            return;
        }
        long most = site.mostBytes(arrival(request, new byte[0], Optional.empty()), Reception.MOST_IN_MEMORY);
        if (length > most) {
            refuseTooLong(exchange, request, most);
        } else if (most > Reception.MOST_IN_MEMORY && !uploads.tryAcquire()) {
            refuseBody(
                    exchange, request, 503, "Service Unavailable", "body: too many long ones at once: most=" + UPLOADS);
        } else {
            Taken taken = new Taken(exchange, request, most);
            if (most > Reception.MOST_IN_MEMORY) {
                exchange.addListener(taken);
            }
            request.getInputStream().setReadListener(taken.reception);
        }
    }

    /** What becomes of a body. Thread: the server's; the exchange may end on another. */
    private final class Taken implements Reception.Ending, AsyncListener {
        private final AsyncContext exchange;
        private final HttpServletRequest request;
        private final long most;
        private final Reception reception;
        private final AtomicBoolean left = new AtomicBoolean();

        Taken(AsyncContext exchange, HttpServletRequest request, long most) throws IOException {
            this.exchange = exchange;
            this.request = request;
            this.most = most;
            this.reception = new Reception(request.getInputStream(), most, this);
        }

        @Override
        public void complete(byte[] bytes, Optional<Path> file) {
            Arrival arrival = arrival(request, bytes, file);
            exchanges.answer(
                    exchange, arrival, site.answer(arrival).whenComplete((response, thrown) -> reception.close()));
        }

        /** The exchange has ended, whatever ended it. */
        @Override
        public void onComplete(AsyncEvent event) {
            reception.close();
            if (left.compareAndSet(false, true)) {
                uploads.release();
            }
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // it is completed then
        }

        @Override
        public void onError(AsyncEvent event) {
            // it is completed then
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // an exchange is begun once
        }

        @Override
        public void tooLong() {
            refuseTooLong(exchange, request, most);
        }

        @Override
        public void broken(Throwable thrown) {
            refuseBody(exchange, request, 400, "Bad Request", "body: broken off");
        }

        @Override
        public void noRoom(IOException thrown) {
            LOG.warn("request {}: its body is not kept: {}", request.getRequestURI(), thrown.toString());
            refuseBody(exchange, request, 507, "Insufficient Storage", "body: cannot be kept: see the log");
        }
    }

    private void answer(AsyncContext exchange, Arrival arrival) {
        exchanges.answer(exchange, arrival, site.answer(arrival));
    }

    private void refuseTooLong(AsyncContext exchange, HttpServletRequest request, long most) {
        refuseBody(exchange, request, 413, "Payload Too Large", "body: too long: most=" + most);
    }

    private void refuseBody(
            AsyncContext exchange, HttpServletRequest request, int status, String title, String detail) {
        Arrival arrival = arrival(request, new byte[0], Optional.empty());
        Response refusal = Response.problem(status, title, detail).withHeader("Connection", "close");
        exchanges.answer(exchange, arrival, Response.now(site.refusal(arrival, refusal)));
    }

    private static Arrival arrival(HttpServletRequest request, byte[] body, Optional<Path> file) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, request.getHeader(name));
        }
        host(request).ifPresent(host -> headers.put("Host", host));
        String query = request.getQueryString();
        String client = request.getRemoteAddr();
        return new Arrival(
                request.getMethod(),
                request.getRequestURI(),
                query == null ? "" : query,
                headers,
                body,
                client == null ? "" : client,
                file);
    }

    /** What the request says it is for, when it says it in more than one way: all of it, which is no known name. */
    private static Optional<String> host(HttpServletRequest request) {
        List<String> hosts = Collections.list(request.getHeaders("Host"));
        String target = request.getServerName();
        boolean one = hosts.size() <= 1;
        boolean same = hosts.isEmpty()
                || target == null
                || hosts.get(0).toLowerCase(Locale.ROOT).startsWith(target.toLowerCase(Locale.ROOT));
        return one && same ? Optional.empty() : Optional.of(target + ", " + String.join(", ", hosts));
    }

    @Override
    public Map<String, Number> counters() {
        Map<String, Number> counters = new LinkedHashMap<>(site.counters());
        counters.putAll(exchanges.counters());
        return counters;
    }
}
