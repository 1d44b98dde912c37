using System.Diagnostics;
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

    /// <summary>The versions of what is compared with, such as "PostgreSQL 15.8".</summary>
    public static string VersionOf(string program)
    {
        using var process = Process.Start(new ProcessStartInfo(program, "--version") { RedirectStandardOutput = true })!;
        var version = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return version;
    }
}
