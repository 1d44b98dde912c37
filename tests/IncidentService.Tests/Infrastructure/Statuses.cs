using System.Net;

namespace IncidentService.Tests.Infrastructure;

/// <summary>The statuses of concurrent calls. A failure shows the unexpected responses.</summary>
internal static class Statuses
{
    /// <summary>Checks that there are no other answers than with these statuses.</summary>
    public static void ExpectOnly(this IEnumerable<Answer> answers, params HttpStatusCode[] statuses) =>
        ExpectOnly(answers.Select(answer => (answer.Status, answer.Text)), statuses);

    /// <summary>Checks that there are no other answers than with these statuses.</summary>
    public static void ExpectOnly(this IEnumerable<RaceResult> answers, params HttpStatusCode[] statuses) =>
        ExpectOnly(answers.Select(answer => (answer.Status, answer.Text)), statuses);

    private static void ExpectOnly(IEnumerable<(HttpStatusCode Status, string Text)> answers, HttpStatusCode[] statuses)
    {
        var others = answers
            .Where(answer => !statuses.Contains(answer.Status))
            .GroupBy(answer => answer)
            .Select(same => $"{same.Count()} × {(int)same.Key.Status} {same.Key.Text}")
            .ToList();
        Assert.True(others.Count == 0, $"Answers that nobody expected:\n{string.Join('\n', others)}");
    }
}
