package samples.flightdesk;

import static samples.flightdesk.Json.JSON;

import tools.jackson.databind.ObjectReader;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The two files that the desk starts from; `data/README.md` beside them says where they come from.
public record DataSet(List<Flight> flights, List<Airport> airports) {

    static final String FLIGHTS = "/data/flights-10k.json";
    static final String AIRPORTS = "/data/airports.csv";

    public static DataSet read() {
        var csv = new CsvMapper().readerFor(Airport.class);
        var named = CsvSchema.emptySchema().withHeader();
        return new DataSet(
                rows(JSON.readerFor(Flight.class), FLIGHTS), rows(csv.with(named), AIRPORTS));
    }

    private static <T> List<T> rows(ObjectReader reader, String resource) {
        try (var rows = reader.<T>readValues(text(resource))) {
            return rows.readAll();
        }
    }

    static String text(String resource) {
        try (InputStream in = DataSet.class.getResourceAsStream(resource)) {
            return new String(
                    Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    int rows() {
        return flights.size() + airports.size();
    }
}
