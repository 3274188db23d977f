package samples.flightdesk;

import org.jspecify.annotations.Nullable;

/// How punctual a route is; without flights there is nothing to say.
///
/// @param flights how many
/// @param mean the mean delay in minutes, early flights counting as negative
/// @param lateShare the share of flights that were more than fifteen minutes late
/// @param p90 the delay below which nine flights in ten stay, by linear interpolation
public record Delays(
        long flights, @Nullable Double mean, @Nullable Double lateShare, @Nullable Double p90) {}
