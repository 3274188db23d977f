package samples.flightdesk;

import tools.jackson.databind.json.JsonMapper;

/// The JSON of everybody here. Imported statically, it reads as a verb's object:
/// `JSON.writeValueAsString(airport)`.
public final class Json {

    public static final JsonMapper JSON = new JsonMapper();

    private Json() {}
}
