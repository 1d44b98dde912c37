using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentService.Connectors.Nats;

/// <summary>The settings of the publisher to NATS JetStream; absent if it is not used.</summary>
internal sealed partial record NatsSettings
{
    public const string Section = "Connectors:Nats";
    private const int MostReplicas = 5; // what JetStream allows

    private static readonly string[] Known =
    [
        nameof(Url), nameof(Subject), nameof(CreateStream), nameof(Replicas), nameof(User), nameof(Password), nameof(Token),
        nameof(CredentialsFile), nameof(CaFile), nameof(CertificateFile), nameof(KeyFile),
    ];

    /// <summary>One or more servers of a cluster, separated by commas. The scheme tls demands TLS; nats uses it if available.</summary>
    public required string Url { get; init; }

    /// <summary>What every subject begins with: the type of the event follows after a dot.</summary>
    public required string Subject { get; init; }

    /// <summary>The name under which a stream is created if there is none; null if the operator creates it.</summary>
    public string? CreateStream { get; init; }

    /// <summary>On how many servers a created stream is stored.</summary>
    public required int Replicas { get; init; }
    public string? User { get; init; }
    public string? Password { get; init; }
    public string? Token { get; init; }

    /// <summary>A credentials file with a JWT and its key, as `nsc` writes it.</summary>
    public string? CredentialsFile { get; init; }

    /// <summary>The authority that signed the server's certificate, in PEM; null for those that the machine trusts.</summary>
    public string? CaFile { get; init; }

    /// <summary>The client certificate and its key, in PEM, if the server asks for one.</summary>
    public string? CertificateFile { get; init; }
    public string? KeyFile { get; init; }

    public string SubjectOf(string eventType) => $"{Subject}.{eventType}";

    public static NatsSettings? From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (!section.Exists()) return null;
        ConnectorSettings.ValidateNames(section, Known);
        RefuseHalves(section);
        return new NatsSettings
        {
            Url = Servers(section),
            Subject = Name(section, nameof(Subject), SubjectForm(), "words of letters, digits, - and _, separated by dots") ?? "incidents",
            CreateStream = Name(section, nameof(CreateStream), StreamForm(), "a name of letters, digits, - and _"),
            Replicas = Count(section),
            User = Text(section, nameof(User)),
            Password = Text(section, nameof(Password)),
            Token = Text(section, nameof(Token)),
            CredentialsFile = FileOf(section, nameof(CredentialsFile)),
            CaFile = FileOf(section, nameof(CaFile)),
            CertificateFile = FileOf(section, nameof(CertificateFile)),
            KeyFile = FileOf(section, nameof(KeyFile)),
        };
    }

    private static void RefuseHalves(IConfigurationSection section)
    {
        foreach (var (one, other) in new[] { (nameof(User), nameof(Password)), (nameof(CertificateFile), nameof(KeyFile)) })
        {
            if (Text(section, one) is null != Text(section, other) is null)
                throw new InvalidOperationException($"{section.Path}:{one} and {section.Path}:{other} must be given together.");
        }
        string[] ways = [nameof(User), nameof(Token), nameof(CredentialsFile)];
        if (ways.Count(way => Text(section, way) is not null) > 1)
            throw new InvalidOperationException($"{section.Path} must have only one of {string.Join(", ", ways)}.");
    }

    private static string Servers(IConfigurationSection section)
    {
        var servers = ConnectorSettings.Required(section, nameof(Url)).Split(',', StringSplitOptions.TrimEntries);
        return servers.All(IsServer)
            ? string.Join(',', servers)
            : throw new InvalidOperationException(
                $"{section.Path}:{nameof(Url)} must be nats://host:4222 or tls://host:4222, or several of them separated by commas, "
                + "without user name.");
    }

    private static bool IsServer(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var server) && server is { Scheme: "nats" or "tls", UserInfo: "", Host.Length: > 0 }
        && server.PathAndQuery is "" or "/" && server.Fragment.Length == 0;

    private static string? Name(IConfigurationSection section, string name, Regex form, string what) =>
        Text(section, name) is not { } text || form.IsMatch(text)
            ? Text(section, name)
            : throw new InvalidOperationException($"{section.Path}:{name} must be {what}.");

    private static int Count(IConfigurationSection section)
    {
        if (Text(section, nameof(Replicas)) is not { } text) return 1;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MostReplicas
            ? count
            : throw new InvalidOperationException($"{section.Path}:{nameof(Replicas)} must be a whole number from 1 to {MostReplicas}.");
    }

    private static string? FileOf(IConfigurationSection section, string name) =>
        Text(section, name) is not { } path || File.Exists(path)
            ? Text(section, name)
            : throw new InvalidOperationException($"{section.Path}:{name} must be the path of a file that can be read.");

    private static string? Text(IConfigurationSection section, string name) => section[name] is { Length: > 0 } text ? text : null;

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,50}(\.[A-Za-z0-9_-]{1,50}){0,9}\z")]
    private static partial Regex SubjectForm();

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,50}\z")]
    private static partial Regex StreamForm();
}
