namespace IncidentService.OpenApi;

/// <summary>All examples describe one incident: a customer asks for a price match.</summary>
internal static class ExampleValues
{
    /// <summary>The fields of a schema that shows the number in both forms.</summary>
    public const string Number = """ "number": "867530912374", "formatted": "8675-3091-2374" """;

    public const string OpenedAt = "2026-11-21T09:30:00.000000Z";
}
