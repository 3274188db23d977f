package jevent;

/// A hub's counters at one moment.
///
/// @param greenlets started and not ended
/// @param delayed greenlets that are still to begin, when their time has come
/// @param ready waiting for their turn
/// @param switches turns given since the hub was made
/// @param timers pending
/// @param watchers of channels, active
public record HubStats(
        String name,
        Mode mode,
        int greenlets,
        int delayed,
        int ready,
        long switches,
        int timers,
        int watchers) {

    static HubStats of(Hub hub) {
        return new HubStats(
                hub.name(),
                Hub.mode(),
                hub.scheduler().liveCount(),
                hub.delayed().size(),
                hub.scheduler().readyCount(),
                hub.scheduler().turns(),
                hub.loop().timerCount(),
                hub.loop().watcherCount());
    }
}
