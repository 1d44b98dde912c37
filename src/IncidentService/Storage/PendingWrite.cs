namespace IncidentService.Storage;

/// <summary>
/// A write that a transaction has collected: a statement, or several, and the object whose properties are their parameters.
/// </summary>
internal readonly record struct PendingWrite(string Sql, object Parameters, bool MustAffectOne);
