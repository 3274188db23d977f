package jevent.bridge;

import jevent.Hub;
import jevent.HubClosed;

import java.util.List;

/// A duty that notes what becomes of it.
final class Noted extends Duty {

    private final List<Object> log;

    Noted(Hub hub, List<Object> log, Runnable body) {
        super(hub, body, body);
        this.log = log;
    }

    @Override
    protected void failed(Throwable error) {
        log.add(error);
    }

    @Override
    protected void missed(Runnable task, HubClosed error) {
        log.add("missed");
    }

    @Override
    protected void over() {
        log.add("over");
    }
}
