using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentService.Connectors.Zendesk;

/// <summary>
/// An event of a Zendesk webhook (https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events). Only the fields that are
/// used.
/// </summary>
internal sealed record ZendeskEvent
{
    public required string Type { get; init; }
    public required string Id { get; init; }
    public ZendeskTicket? Detail { get; init; }
    public ZendeskChange? Event { get; init; }

    /// <summary>
    /// The action behind the event, within its ticket: events of one action share it, and one action can concern several tickets. It
    /// identifies the message, because a new ticket and its first comment come as two events in any order.
    /// </summary>
    public string ActionId => $"{Detail?.Id}:{BareActionId}";

    /// <summary>The action alone, which identified the message in earlier releases.</summary>
    public string BareActionId => Event?.Meta?.Sequence?.Id ?? Id;
}

/// <summary>The types of events that are heard. All others are ignored, because their forms differ.</summary>
internal static class ZendeskEventTypes
{
    public const string Created = "zen:event-type:ticket.created";
    public const string CommentAdded = "zen:event-type:ticket.comment_added";
    public const string CommentRedacted = "zen:event-type:ticket.comment_redacted";
    public const string CommentMadePrivate = "zen:event-type:ticket.comment_made_private";
    public const string StatusChanged = "zen:event-type:ticket.status_changed";
    public const string Merged = "zen:event-type:ticket.merged";
    public const string SoftDeleted = "zen:event-type:ticket.soft_deleted";
    public const string Undeleted = "zen:event-type:ticket.undeleted";
    public const string PermanentlyDeleted = "zen:event-type:ticket.permanently_deleted";

    public static readonly IReadOnlySet<string> Handled = new HashSet<string>(StringComparer.Ordinal)
    {
        Created, CommentAdded, CommentRedacted, CommentMadePrivate, StatusChanged, Merged, SoftDeleted, Undeleted, PermanentlyDeleted,
    };
}

/// <summary>A ticket in an event. Zendesk sends ids as texts and as numbers, and an empty text for none.</summary>
internal sealed record ZendeskTicket
{
    public long? Id { get; init; }
    public string? Subject { get; init; }
    public string? Description { get; init; }
    public long? RequesterId { get; init; }

    /// <summary>The author of the first comment.</summary>
    public long? SubmitterId { get; init; }

    /// <summary>False while all comments are internal.</summary>
    public bool? IsPublic { get; init; }

    /// <summary>A list, or a text with spaces between the tags.</summary>
    public JsonElement? Tags { get; init; }
}

internal sealed record ZendeskChange
{
    public ZendeskComment? Comment { get; init; }
    public ZendeskMeta? Meta { get; init; }

    /// <summary>The new status in ticket.status_changed.</summary>
    public string? Current { get; init; }

    /// <summary>The ticket that goes on, in ticket.merged.</summary>
    public long? TargetTicketId { get; init; }
}

internal sealed record ZendeskComment
{
    public long? Id { get; init; }
    public string? Body { get; init; }
    public bool IsPublic { get; init; }
    public ZendeskAuthor? Author { get; init; }
}

internal sealed record ZendeskAuthor(long? Id, bool IsStaff, string? Name);

internal sealed record ZendeskMeta(ZendeskSequence? Sequence);

internal sealed record ZendeskSequence(string? Id);

/// <summary>Only the type of an event, because events of other types have other forms.</summary>
internal sealed record ZendeskKind(string? Type);

/// <summary>Zendesk's JSON. Unknown members are ignored, because Zendesk may add some.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(ZendeskIdConverter)])]
[JsonSerializable(typeof(ZendeskKind))]
[JsonSerializable(typeof(ZendeskEvent))]
[JsonSerializable(typeof(ZendeskUserAnswer))]
[JsonSerializable(typeof(ZendeskComments))]
[JsonSerializable(typeof(ZendeskTicketUpdate))]
[JsonSerializable(typeof(ZendeskTags))]
internal sealed partial class ZendeskJson : JsonSerializerContext;

/// <summary>Reads an id that is a number, a text of digits, or an empty text for none.</summary>
internal sealed class ZendeskIdConverter : JsonConverter<long?>
{
    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number)) return number;
        if (reader.TokenType != JsonTokenType.String) throw new JsonException("An id must be a number or a text of digits.");
        var text = reader.GetString()!;
        if (text.Length == 0) return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new JsonException("An id must be a number or a text of digits.");
    }

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options)
    {
        if (value is { } id) writer.WriteNumberValue(id);
        else writer.WriteNullValue();
    }
}
