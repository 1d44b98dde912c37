namespace IncidentService.Bench.Load;

/// <summary>What one drive of some seconds measured; what it does not measure is 0.</summary>
internal readonly record struct Sample(double PerSecond, TimeSpan P50, TimeSpan P99, TimeSpan Max);
