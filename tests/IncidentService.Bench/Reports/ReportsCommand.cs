using System.Net;
using Dapper;
using IncidentService.Bench.Load;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace IncidentService.Bench.Reports;

/// <summary>How long a large register takes to answer what people ask of it all day, and what managers ask now and then.</summary>
internal static class ReportsCommand
{
    private const int Times = 5;
    private const double ReportWithinMilliseconds = 1_000;

    private sealed record Question(string Title, string Path, string? Body = null, bool IsReport = false);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var path = Path.GetFullPath(arguments.Word("the file of a register"));
        arguments.RefuseRest();
        if (!File.Exists(path)) throw new UsageException($"There is no {path}; generate makes one.");
        try
        {
            await using var service = await ServiceUnderTest.AttachAsync(
                Build.Own(), RegisterPlace.File(path), CancellationToken.None);
            await service.RestartAsync(CancellationToken.None);
            Console.WriteLine("| Question | first | median of the next 5 | bound |\n| --- | ---: | ---: | ---: |");
            foreach (var question in Questions(path)) Console.WriteLine(await AskAsync(service, question));
            return 0;
        }
        catch (Exception failure) when (failure is LoadException or HttpRequestException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    private static async Task<string> AskAsync(ServiceUnderTest service, Question question)
    {
        var took = new List<double>();
        for (var time = 0; time <= Times; time++)
        {
            var (elapsed, status) = await service.TimeAsync(question.Path, question.Body, CancellationToken.None);
            if (status == HttpStatusCode.NotFound) return $"| {question.Title} | not in this version | | |";
            if (status != HttpStatusCode.OK) throw new LoadException($"{question.Path} answered {status}");
            took.Add(elapsed.TotalMilliseconds);
        }
        var median = Spread.Of(took.Skip(1)).Median;
        var bound = question.IsReport
            ? $"< {ReportWithinMilliseconds:N0} ms {(Math.Max(took[0], median) < ReportWithinMilliseconds ? "✓" : "✗")}"
            : "";
        return $"| {question.Title} | {took[0]:N1} ms | {median:N1} ms | {bound} |";
    }

    private static IReadOnlyList<Question> Questions(string path)
    {
        var sample = Sample.Of(path);
        var year = $"from={sample.LastDay.AddDays(-365):yyyy-MM-dd}&to={sample.LastDay:yyyy-MM-dd}&zone=Europe/Berlin";
        var month = $"from={sample.LastDay.AddDays(-29):yyyy-MM-dd}&to={sample.LastDay:yyyy-MM-dd}&zone=Europe/Berlin";
        return
        [
            .. Reports("month", month), .. Reports("year", year),
            new("incidents that wait longest", "/v1/incidents?waitingOn=us&order=longest-waiting"),
            new("promises due", "/v1/promises?dueBefore=2099-01-01T00:00:00Z"),
            new("hand-offs", "/v1/handoffs"),
            new("misses unanswered", "/v1/lookups?outcome=none&answered=false"),
            new("shapes of misses", "/v1/lookups/shapes"),
            new("get by number", ServiceUnderTest.GetPath(sample.Number)),
            new("lookup by number", ServiceUnderTest.LookupPath, ServiceUnderTest.QuotedBody(ServiceUnderTest.Printed(sample.Number))),
            new("lookup by e-mail", ServiceUnderTest.LookupPath, $$"""{"quoted":"{{sample.Email}}"}"""),
            new("lookup by reference", ServiceUnderTest.LookupPath, $$"""{"quoted":"{{sample.Reference}}"}"""),
        ];
    }

    private static IEnumerable<Question> Reports(string period, string query) =>
    [
        new($"channels, a {period}", $"/v1/reports/channels?{query}", IsReport: true),
        new($"lookups, a {period}", $"/v1/reports/lookups?{query}", IsReport: true),
        new($"lookups by day, a {period}", $"/v1/reports/lookups?{query}&by=day", IsReport: true),
        new($"shapes, a {period}", $"/v1/reports/lookups/shapes?{query}", IsReport: true),
        new($"promises, a {period}", $"/v1/reports/promises?{query}", IsReport: true),
    ];

    /// <summary>An incident from the middle of the register, and the day of the last one.</summary>
    private sealed record Sample(string Number, string Email, string Reference, DateTime LastDay)
    {
        public static Sample Of(string path)
        {
            Batteries_V2.Init();
            using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
            var last = connection.QuerySingle<long>("SELECT max(opened_at) FROM incidents");
            var (number, email, reference) = connection.QuerySingle<(long, string, string)>(
                """
                SELECT i.number, c.value, r.value
                FROM incidents i JOIN contacts c ON c.incident_id = i.id AND c.kind = 'email' JOIN incident_references r ON r.incident_id = i.id AND r.system = 'zendesk'
                WHERE i.id >= (SELECT (min(id) + max(id)) / 2 FROM incidents)
                ORDER BY i.id LIMIT 1
                """);
            return new($"{number}", email, reference, DateTimeOffset.UnixEpoch.AddMicroseconds(last).Date);
        }
    }
}
