using System.Runtime.InteropServices;

namespace IncidentService.Bench.Reporting;

internal static class Machine
{
    /// <summary>What a figure depends on, in a sentence.</summary>
    public static string Description
    {
        get
        {
            var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
            return $"{Environment.ProcessorCount} cores ({Processor}), {memory:N0} GB of memory, {RuntimeInformation.OSDescription}, "
                + $"{RuntimeInformation.FrameworkDescription}";
        }
    }

    private static string Processor =>
        File.Exists("/proc/cpuinfo")
        && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } model
            ? model[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();
}
