namespace IncidentService.Common.Outcomes;

/// <summary>Another change wrote a row between this change's read and its write; the change is run again.</summary>
internal sealed class ConcurrencyConflictException() : Exception("Another change came first");
