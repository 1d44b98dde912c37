using IncidentService.Contacts;
using IncidentService.Resolution;

namespace IncidentService.Hosting;

/// <summary>How the incident of the examples ends.</summary>
internal static partial class Examples
{
    private static Dictionary<Type, string> Resolution => new()
    {
        [typeof(ResolutionRequest)] = """{ "told": "The difference of $40.00 is on its way to your card.", "note": "Refunded at till 7." }""",
        [typeof(ConfirmationRequest)] = """{ "relayed": true, "note": "Anna called: the money is there." }""",
        [typeof(DisputeRequest)] = """{ "reason": "Only $20.00 came.", "relayed": true }""",
        [typeof(PermissionRequest)] = """{ "contact": { "kind": "email", "value": "anna@example.com" }, "purpose": "survey", "number": "867530912374" }""",
        [typeof(OptOutRequest)] = """{ "contact": { "kind": "email", "value": "anna@example.com" }, "number": "867530912374" }""",
        [typeof(Permission)] = """{ "allowed": false, "reason": "asked-recently", "until": "2026-12-21T09:30:00.000000Z" }""",
    };
}
