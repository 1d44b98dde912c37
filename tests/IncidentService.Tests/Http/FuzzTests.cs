using System.Text;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Http;

/// <summary>Random requests, the same ones at every run.</summary>
public sealed class FuzzTests(SqliteFixture desks) : IClassFixture<SqliteFixture>
{
    private const int Requests = 3_000;
    private const int AtOnce = 8;

    private static readonly string[] Odd =
    [
        "0", "-1", "867530912374", "99999999999999999999", "%", "\u0001", "\uFFFE", "😀", "'", "\"", "\\", "a/b", "..", "null", "true", "[]",
        "{}", "x".PadLeft(300, 'x'), "\r\n", "é", "NaN",
        "\u202E", "%00", "1e999", "*", "Ω", "2026-02-30T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.9999999-14:00",
    ];

    [Fact]
    public async Task No_request_makes_the_service_fail_and_every_refusal_is_a_problem()
    {
        var samples = await Samples.Of(desks);
        var random = new Random(20261121);
        var requests = Enumerable.Range(0, Requests).Select(_ => Make(random, samples[random.Next(samples.Count)])).ToList();

        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (request, _) =>
        {
            var answer = await desks.Admin.Send(request.Method, request.Address, request.Body, request.Headers);
            var described = $"{request.Method} {request.Address} {(request.Body is null ? "" : Encoding.Latin1.GetString(request.Body))}";
            Assert.True((int)answer.Status < 500, $"{described}: {(int)answer.Status} {answer.Text}");
            if ((int)answer.Status >= 400) ProblemRules.Check(answer, described);
        });
    }

    private static (HttpMethod Method, string Address, byte[]? Body, (string, string)[] Headers) Make(Random random, Sample sample)
    {
        var (path, query) = sample.Address.Split('?') is [var head, var tail] ? (head, tail) : (sample.Address, "");
        var segments = path.Split('/');
        if (random.Next(3) == 0)
            segments[random.Next(3, Math.Max(4, segments.Length)) % segments.Length] = Uri.EscapeDataString(Pick(random, Odd));
        if (random.Next(3) == 0)
            query += $"&{Pick(random, ["limit", "cursor", "state", "openedFrom", "updatedTo", "category", "value", "system", "q"])}={Uri.EscapeDataString(Pick(random, Odd))}";
        var method = random.Next(10) == 0
            ? Pick(random, [HttpMethod.Get, HttpMethod.Put, HttpMethod.Post, HttpMethod.Delete, HttpMethod.Patch])
            : sample.Method;
        var body = sample.Body is null || method == HttpMethod.Get ? null : Mangle(random, sample.Body);
        return (
            method, string.Join('/', segments) + (query.Length > 0 ? "?" + query.TrimStart('&') : ""), body,
            [.. HeadersOf(random), .. sample.Headers]);
    }

    private static (string, string)[] HeadersOf(Random random) => random.Next(4) != 0 ? [] :
        [(Pick(random, ["X-Channel", "X-Agent", "X-Location", "If-Match", "If-None-Match", "Idempotency-Key", "Accept", "Content-Language", "X-Team"]), Pick(random, Odd).ReplaceLineEndings(" "))];

    /// <summary>Changes, removes or repeats a few bytes, or replaces a value with an odd one.</summary>
    private static byte[] Mangle(Random random, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body).ToList();
        for (var change = random.Next(4); change > 0 && bytes.Count > 1; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, random.Next(1, Math.Min(20, bytes.Count - at) + 1)); break;
                case 2: bytes.InsertRange(at, bytes.Slice(at, Math.Min(20, bytes.Count - at))); break;
                default: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pick(random, Odd))); break;
            }
        }
        return [.. bytes];
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
