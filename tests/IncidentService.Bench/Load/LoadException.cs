namespace IncidentService.Bench.Load;

/// <summary>A program failed, or its answer violates the contract. No figures are printed then.</summary>
internal sealed class LoadException(string message) : Exception(message);
