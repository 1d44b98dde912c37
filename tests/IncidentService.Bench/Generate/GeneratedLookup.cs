namespace IncidentService.Bench.Generate;

/// <summary>A generated lookup. One in fifteen is a miss in the form of a system that is not connected.</summary>
internal static class GeneratedLookup
{
    private static readonly (
        string Prefix, int Weight)[] Forgotten = [("CAS-", 50), ("RMA", 20), ("TKT/", 12), ("", 10), ("-", 3), ("SR#", 5)];
    private static readonly (
        string Outcome, int Weight)[] Found = [("exact", 78), ("reference", 10), ("contact", 5), ("repaired", 5), ("ambiguous", 2)];

    public static void Write(RegisterFile file, SeededRandom draw, GeneratedIncident incident, int order)
    {
        var missed = draw.Chance(1 / 15.0);
        var at = incident.OpenedAt + GenerateCommand.Micros(draw.Around(TimeSpan.FromHours(20), 1));
        var id = GenerateCommand.IdAt(at, order);
        var prefix = draw.Of<string>(Forgotten);
        var digits = draw.Below(9_000_000) + 1_000_000;
        var answered = missed && draw.Chance(0.6);
        file.Insert(
            """
            lookups (id, occurred_at, key_id, channel, agent, outcome, micros, incident_id, shape, customer_present, wait_seconds, counted, answer_id, answered_at)
            """,
            id, at, file.KeyId, draw.Of<Place>(Place.All).Channel, "Lee", missed ? "none" : draw.Of<string>(Found),
            draw.Around(TimeSpan.FromMicroseconds(220), 0.8).Ticks / TimeSpan.TicksPerMicrosecond, missed ? null : incident.Id,
            missed ? prefix + "9999999" : null, 1, draw.Below(600), 1, answered ? incident.Id : null, answered ? at + 300_000_000 : null);
        if (missed) file.Insert("texts (owner_id, part, body)", id, 0, $"{prefix}{digits}");
    }
}
