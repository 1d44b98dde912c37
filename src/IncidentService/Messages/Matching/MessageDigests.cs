using IncidentService.Common.Text;

namespace IncidentService.Messages.Matching;

/// <summary>
/// A digest of each part of a message, by which other content under a known id is recognised and named. They go with the personal data of
/// the incident.
/// </summary>
internal sealed class MessageDigests(MessageInput message)
{
    /// <summary>48 bits: enough to tell two contents of one message apart.</summary>
    private const int Length = 8;

    private readonly (string Field, string? Value)[] parts =
    [
        ("conversation", message.Conversation?.LookupValue),
        ("from", message.From is { } from ? from.LookupKey ?? from.Kind + ":" + from.Value : null),
        ("subject", message.Subject),
        ("text", message.Line.Text),
        ("automatic", message.Line.Automatic ? "true" : null),
        ("attachments", message.Line.Attachments is { } files ? string.Join('\n', files.Select(file => file.Sha256 + file.Name)) : null),
    ];

    public string Format() => string.Concat(parts.Select(part => DigestOf(part.Field, part.Value)));

    /// <summary>The fields in which the message differs from the one whose digests were kept.</summary>
    public IReadOnlyList<string> FieldsThatDiffer(string kept) =>
        kept.Length != parts.Length * Length
            ? []
            : [.. parts
                .Where((part, index) => DigestOf(part.Field, part.Value) != kept.Substring(index * Length, Length))
                .Select(part => part.Field)];

    private string DigestOf(string field, string? value) => Digest.Compute($"{message.System}\n{message.IdDigest}\n{field}\n{value}")[..Length];
}
