using System.Net;
using IncidentService.Common.Settings;
using IncidentService.Webhooks.Sending;

namespace IncidentService.Webhooks.Settings;

/// <summary>The configuration of webhooks: which receivers may be called, and how failures are handled.</summary>
internal sealed record WebhookSettings
{
    private const string Section = "Webhooks:";
    private const int Hour = 3600;
    private const int Week = 7 * 24 * Hour;

    /// <summary>Private networks that may be called.</summary>
    public required IReadOnlyList<IPNetwork> AllowedNetworks { get; init; }

    /// <summary>True in Development, or if the configuration says so.</summary>
    public required bool AllowsHttp { get; init; }

    /// <summary>How long a receiver has to answer.</summary>
    public required TimeSpan AttemptLasts { get; init; }

    /// <summary>How long nothing is sent to a receiver that has failed too often.</summary>
    public required TimeSpan BreakLasts { get; init; }

    /// <summary>How many events are sent to a receiver concurrently.</summary>
    public required int AtOnce { get; init; }

    /// <summary>After how long without any delivery the subscription is paused.</summary>
    public required TimeSpan PauseAfter { get; init; }

    /// <summary>The waits between the attempts of one event.</summary>
    public required IReadOnlyList<TimeSpan> Waits { get; init; }

    public static WebhookSettings From(IConfiguration configuration, bool isDevelopment) => new()
    {
        AllowedNetworks =
            [.. configuration.GetSection(Section + "AllowedNetworks").GetChildren().Select(child => Network(child.Path, child.Value))],
        AllowsHttp = isDevelopment || configuration.GetValue(Section + "AllowHttp", false),
        AttemptLasts = Seconds(Section + "AttemptSeconds", configuration[Section + "AttemptSeconds"], 20, Hour),
        BreakLasts = Seconds(Section + "BreakSeconds", configuration[Section + "BreakSeconds"], 15, Hour),
        PauseAfter = Seconds(Section + "PauseAfterSeconds", configuration[Section + "PauseAfterSeconds"], 72 * Hour, Week),
        AtOnce = configuration.GetValue(Section + "AtOnce", 16),
        Waits = configuration.GetSection(Section + "RetrySeconds").GetChildren().ToList() is { Count: > 0 } given
            ? [.. given.Select(child => Seconds(child.Path, child.Value, 0, Week))]
            : WebhookPipelines.Waits,
    };

    private static IPNetwork Network(string setting, string? text) => IPNetwork.TryParse(text, out var network)
        ? network
        : throw new InvalidOperationException($"{setting} is \"{text}\"; it must be a network such as 10.1.0.0/16.");

    private static TimeSpan Seconds(string setting, string? text, int byDefault, int most) =>
        TimeSpan.FromSeconds(WholeNumber.Parse(setting, text, byDefault, (1, most), "seconds"));
}
