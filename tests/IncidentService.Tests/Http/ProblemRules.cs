using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Http;

/// <summary>The rules for every refusal.</summary>
internal static class ProblemRules
{
    private const int LongestMessage = 200; // as the contract says

    public static void Check(Answer answer, int status, string request)
    {
        Assert.True((int)answer.Status == status, $"{request}: expected {status}, got {(int)answer.Status} {answer.Text}");
        Check(answer, request);
    }

    /// <summary>Checks RFC 9457, a stable type, the cause and the remedy.</summary>
    public static void Check(Answer answer, string request)
    {
        Assert.True(
            answer.ContentType == "application/problem+json", $"{request}: {(int)answer.Status} {answer.ContentType} {answer.Text}");
        Assert.StartsWith("/problems/", answer["type"]!.ToString());
        Assert.Equal((int)answer.Status, (int)answer["status"]!);
        Assert.NotEmpty(answer["title"]!.ToString());
        Assert.NotEmpty(answer["remedy"]!.ToString());
        if (answer["errors"] is { } errors)
            Assert.All(
                errors.AsArray(),
                error => Assert.True(error!["field"] is not null && error["message"]?.ToString().Length <= LongestMessage, answer.Text));
    }
}
