namespace IncidentService.Bench.Load;

/// <summary>A program failed, or answered what the contract does not say: no figure is worth printing then.</summary>
internal sealed class LoadException(string message) : Exception(message);
