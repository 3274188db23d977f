package samples.flightdesk;

import com.fasterxml.jackson.core.type.TypeReference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The two files that the desk starts from; `data/README.md` beside them says where they come from.
record DataSet(List<Flight> flights, List<Airport> airports) {

    static final String FLIGHTS = "/data/flights-10k.json";
    static final String AIRPORTS = "/data/airports.csv";

    static DataSet read() {
        var flights = Json.read(text(FLIGHTS), new TypeReference<List<Flight>>() {});
        var airports = text(AIRPORTS).lines().skip(1).map(DataSet::airport).toList();
        return new DataSet(flights, airports);
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

    private static Airport airport(String line) {
        var field = fields(line);
        return new Airport(
                field.get(0),
                field.get(1),
                field.get(2),
                field.get(3),
                field.get(4),
                Double.parseDouble(field.get(5)),
                Double.parseDouble(field.get(6)));
    }

    /// Splits at commas outside quotes; a doubled quote inside quotes stands for one.
    private static List<String> fields(String line) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.length(); i++) {
            var c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append(line.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
