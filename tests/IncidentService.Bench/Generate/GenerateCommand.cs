using System.Diagnostics;
using IncidentNumbers;
using IncidentService.Bench.Load;

namespace IncidentService.Bench.Generate;

/// <summary>Makes a large register: two years of a shop's incidents, the same ones for the same seed.</summary>
internal static class GenerateCommand
{
    private const int InTransaction = 20_000;
    private const int CounterBits = 22;
    private static readonly DateTimeOffset Begins = new(2024, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(730), CardsStoredWithin = TimeSpan.FromHours(2);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var path = Path.GetFullPath(arguments.Word("a file to make"));
        var count = arguments.Number("--incidents", otherwise: 1_000_000, from: 1, to: 9_999_999);
        var seed = arguments.Number("--seed", otherwise: 1, from: 0, to: int.MaxValue);
        arguments.RefuseRest();
        if (File.Exists(path)) throw new UsageException($"{path} is there already; name a new file.");
        await using var service = await ServiceUnderTest.AttachAsync(
            Build.Own(), RegisterPlace.File(path), CancellationToken.None);
        var clock = Stopwatch.StartNew();
        using (var file = new RegisterFile(path)) Fill(file, new SeededRandom(seed), count, clock);
        await StoreCardsAsync(service, path, clock);
        Console.Error.WriteLine($"{count:N0} incidents, {new FileInfo(path).Length / 1e6:N0} MB, in {clock.Elapsed.TotalSeconds:N0} s");
        Console.WriteLine(service.Key);
        return 0;
    }

    /// <summary>An id as the service makes them: milliseconds first, so that ids sort by time.</summary>
    public static long IdAt(long micros, int order) => (micros / 1000 << CounterBits) + (order & ((1 << CounterBits) - 1));

    public static long Micros(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The service does so for incidents that were not opened through it.</summary>
    private static async Task StoreCardsAsync(ServiceUnderTest service, string path, Stopwatch clock)
    {
        await service.RestartAsync(CancellationToken.None);
        while (RegisterFile.CountCards(path) is var (stored, isDone) && !isDone)
        {
            if (clock.Elapsed > CardsStoredWithin) throw new LoadException($"The service has stored {stored:N0} cards, and not the rest");
            Console.Error.Write($"\r{stored:N0} cards stored after {clock.Elapsed.TotalSeconds:N0} s ");
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
        await service.DisposeAsync();
    }

    private static void Fill(RegisterFile file, SeededRandom draw, int count, Stopwatch clock)
    {
        var issued = new HashSet<IncidentNumber>(count);
        var lookups = 0;
        var step = Micros(Lasts) / count;
        for (var order = 0; order < count; order++)
        {
            var number = IncidentNumber.Mint(() => draw.Digits(1_000_000_000, 9_999_999_999));
            while (!issued.Add(number)) number = IncidentNumber.Mint(() => draw.Digits(1_000_000_000, 9_999_999_999));
            var at = Micros(Begins - DateTimeOffset.UnixEpoch) + (step * order) + draw.Digits(0, step - 1);
            var incident = new GeneratedIncident(file, draw, at, order, number);
            incident.Write();
            for (var asked = draw.Below(3); asked > 0; asked--) GeneratedLookup.Write(file, draw, incident, lookups++);
            if ((order + 1) % InTransaction != 0) continue;
            file.Commit();
            Console.Error.Write($"\r{order + 1:N0} of {count:N0} after {clock.Elapsed.TotalSeconds:N0} s ");
        }
        Console.Error.WriteLine("building the indexes ...");
        file.Commit();
        file.BuildIndexes();
    }
}
