namespace IncidentService.Storage.Sql;

/// <summary>A part of an incident that is due: a promise or a hand-off by its ordinal, or the incident itself (0).</summary>
internal readonly record struct DueItem(long IncidentId, int Ordinal);
