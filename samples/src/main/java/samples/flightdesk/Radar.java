package samples.flightdesk;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.schedulers.Schedulers;

import jevent.rx.Flowables;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The radar's feed of sightings: an RxJava `Flowable` per route, newest first, on a thread of
/// RxJava's.
public final class Radar {

    private final Map<Route, List<Flight>> flights;

    public Radar(DataSet data) {
        this.flights =
                data.flights().stream()
                        .sorted(Comparator.comparing(Flight::date).reversed())
                        .collect(Collectors.groupingBy(Flight::route));
    }

    public Flowable<Sighting> feed(Route route) {
        return Flowable.fromIterable(flights.getOrDefault(route, List.of()))
                .map(Sighting::halfWay)
                .subscribeOn(Schedulers.computation());
    }

    /// The newest few: a loop over the feed that stops when it has enough, which cancels the rest.
    List<Sighting> newest(Route route, int count) {
        var newest = new ArrayList<Sighting>();
        try (var feed = Flowables.iterate(feed(route))) {
            for (var sighting : feed) {
                newest.add(sighting);
                if (newest.size() == count) {
                    break;
                }
            }
        }
        return newest;
    }
}
