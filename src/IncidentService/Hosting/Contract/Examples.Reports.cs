using System.Text.Json.Nodes;
using IncidentService.Reports;

namespace IncidentService.Hosting;

/// <summary>The reports of the shop in the story.</summary>
internal static partial class Examples
{
    private const string Month = """ "period": { "from": "2026-11-01", "to": "2026-11-30", "zone": "Europe/Berlin" } """;

    private static Dictionary<Type, string> Reports => new()
    {
        [typeof(LookupReport)] = $$"""
            { {{Month}}, "items": [{ "channel": "phone", "lookups": 1840, "misses": 46, "missRate": 0.0250, "repaired": 92, "ambiguous": 11, "answered": 31,
                                     "medianMicros": 212, "p90Micros": 655 }] }
            """,
        [typeof(ShapeReport)] = $$"""{ {{Month}}, "items": [{ "shape": "CAS-9999999", "misses": 17, "unanswered": 3, "lastAt": "2026-11-21T10:02:11.204113Z" }] }""",
        [typeof(ChannelReport)] = $$"""
            { {{Month}}, "fairness": { "slowest": "email", "fastest": "social", "ratio": 18.2500 },
              "items": [{ "channel": "email", "incidents": 420, "answered": 401, "unanswered": 12, "medianResponseSeconds": 13140, "p90ResponseSeconds": 61200,
                          "resolved": 388, "resolvedAtFirstContact": 205, "medianResolutionSeconds": 40210, "p90ResolutionSeconds": 190400, "reopened": 9, "disputes": 7,
                          "handoffs": 63, "handoffsPerIncident": 0.1500, "interactions": 798, "interactionsPerIncident": 1.9000 }] }
            """,
        [typeof(PromiseReport)] = $$"""
            { {{Month}}, "items": [{ "team": "pricing", "kind": "promise", "made": 120, "keptInTime": 96, "keptLate": 10, "broken": 4, "withdrawn": 3, "overdue": 2, "open": 5,
                                     "inTimeRate": 0.8571 }] }
            """,
    };

    private static Dictionary<Type, string> Tables => new()
    {
        [typeof(LookupReport)] = "day,channel,lookups,misses,missRate,repaired,ambiguous,answered,medianMicros,p90Micros\r\n2026-11-21,phone,84,2,0.0238,4,0,1,212,655\r\n",
        [typeof(ShapeReport)] = "shape,misses,unanswered,lastAt\r\nCAS-9999999,17,3,2026-11-21T10:02:11.204113Z\r\n",
        [typeof(ChannelReport)] =
            "channel,incidents,answered,unanswered,medianResponseSeconds,p90ResponseSeconds,resolved,resolvedAtFirstContact,medianResolutionSeconds,p90ResolutionSeconds,reopened,disputes,"
            + "handoffs,handoffsPerIncident,interactions,interactionsPerIncident\r\nemail,420,401,12,13140,61200,388,205,40210,190400,9,7,63,0.1500,798,1.9000\r\n",
        [typeof(PromiseReport)] = "team,kind,made,keptInTime,keptLate,broken,withdrawn,overdue,open,inTimeRate\r\npricing,promise,120,96,10,4,3,2,5,0.8571\r\n",
    };

    public static JsonNode? TableOf(Type type) => JsonValue.Create(Tables[type]);
}
