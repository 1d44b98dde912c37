using IncidentService.Bench.Load;

namespace IncidentService.Bench;

/// <summary>An invalid command line, or a missing tool. The message is printed, and the exit code is 2.</summary>
internal sealed class UsageException(string message) : Exception(message);

internal static class Usage
{
    public static int Print(TextWriter writer, int exitCode)
    {
        writer.WriteLine(Text);
        return exitCode;
    }

    private static readonly string Text = $"""
        Benchmarks of IncidentService, with the reference programs they are measured against. Run a Release build:

          dotnet run -c Release --project tests/IncidentService.Bench -- <verb> ...

        numbers [BenchmarkDotNet arguments]
            Mint, read and mend numbers, without a server.

        load [--seconds 5] [--connections 16] [--rounds 3] [--register 20000] [--only NAME,...]
            Starts the reference programs and the service, opens --register incidents, then drives every measure in turn,
            --rounds times after a round of warming up, and prints a Markdown table. Needs wrk. Files go to a folder under
            the temp folder (TMPDIR moves it: durable inserts are only worth measuring on a real disk).
            --only takes these names, and adds what each is compared with:
              {string.Join("\n      ", Measure.All.Select(m => $"{m.Name,-16} {m.Title}"))}
            Exit code: 0 measured, 1 something failed or a request was not answered 2xx, 2 wrong usage or no wrk, 130 interrupted.

        generate FILE [--incidents 1000000] [--seed 1]
            Makes a register of two years of a shop's incidents, the same one for the same seed, and prints a key for it.

        reports FILE
            Starts the service on such a register and prints how long reports, work lists and lookups take, as a Markdown table.

        reference kestrel|select|insert|insert-grouped --urls http://127.0.0.1:PORT [--db FILE] [--rows 20000]
            One reference program by itself, until Ctrl+C:
              kestrel          GET  /            a fixed JSON document of 1 KB
              select           GET  /items/ID    one row of 1 KB by primary key, of --rows rows
              insert           POST /items       one durable row a request (WAL, synchronous=FULL)
              insert-grouped   POST /items       the same, one commit for all rows that wait
            Without --db the file is a temporary one, deleted at the end.
        """;
}
