namespace IncidentService.Storage;

/// <summary>Something of an incident whose time has come: a promise, a hand-off by its ordinal, or the incident itself (0).</summary>
internal readonly record struct DueItem(long IncidentId, int Ordinal);
