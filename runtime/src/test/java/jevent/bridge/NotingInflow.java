package jevent.bridge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An inflow that notes what it asks of its publisher and what it does with what nobody takes.
class NotingInflow extends Inflow<String> {

    final List<Object> log = new ArrayList<>();
    boolean here;

    NotingInflow(int prefetch) {
        super("a source", prefetch);
    }

    final void send(String... items) {
        Arrays.stream(items).forEach(this::item);
    }

    @Override
    protected void doRequest(long n) {
        log.add(n);
    }

    @Override
    protected void doCancel() {
        log.add("cancel");
    }

    @Override
    protected void drop(Throwable error) {
        log.add(error);
    }

    @Override
    protected void discard(String item) {
        log.add("discard " + item);
    }

    @Override
    protected void dropItem(String item) {
        log.add("drop " + item);
    }

    @Override
    protected boolean isHere() {
        return here;
    }
}
