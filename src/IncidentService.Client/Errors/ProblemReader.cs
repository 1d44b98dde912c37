using System.Globalization;
using System.Text.Json;

namespace IncidentService.Client;

internal static class ProblemReader
{
    private const string MediaType = "application/problem+json";

    /// <summary>The problem in a response. For a response of something else, such as a proxy, a problem with its status.</summary>
    public static Problem Parse(HttpAnswer answer)
    {
        if (answer.MediaType != MediaType) return Foreign(answer);
        try
        {
            return JsonSerializer.Deserialize(answer.Body, Json.Default.Problem) ?? Foreign(answer);
        }
        catch (JsonException)
        {
            return Foreign(answer);
        }
    }

    private static Problem Foreign(HttpAnswer answer) => new()
    {
        Type = "about:blank",
        Title = "HTTP " + answer.Status.ToString(CultureInfo.InvariantCulture),
        Status = answer.Status,
        Remedy = "",
    };
}
