using IncidentService.Common;

namespace IncidentService.OpenApi.Schemas;

/// <summary>Rules that several slices use.</summary>
internal static class Rules
{
    /// <summary>The stated maximum of lists in responses that grow as long as an incident or the service lives.</summary>
    public const int GrowingList = 10_000;

    /// <summary>The largest integer that every JSON parser reads exactly.</summary>
    public const long SafeInteger = 9_007_199_254_740_991;

    public static readonly SchemaRule Line = new() { MaxLength = Limits.Line, Pattern = Patterns.NoControls };
    public static readonly SchemaRule Text = new() { MaxLength = Limits.Text, Pattern = Patterns.NoControlsButBreaks };
    public static readonly SchemaRule Token = new() { MaxLength = Limits.Token, Pattern = Patterns.Token };
    public static readonly SchemaRule Time = new("An RFC 3339 time with its offset.") { MaxLength = 40, Format = "date-time" };
    public static readonly SchemaRule Channel = new("One of the channels.") { Values = Channels.All };
    public static readonly SchemaRule Growing = new() { MaxItems = GrowingList };
    public static readonly SchemaRule PageSize = new() { Minimum = 1, Maximum = Limits.Page };
    public static readonly SchemaRule Number = new() { MaxLength = 12, Pattern = Patterns.Number };
    public static readonly SchemaRule QuotedNumber = new() { MaxLength = 40, Pattern = Patterns.NoControls };
    public static readonly SchemaRule OpenValue = new() { MaxLength = Limits.Token, Pattern = Patterns.OpenValue };
    public static readonly SchemaRule EventPosition = new() { MaxLength = 19, Pattern = Patterns.Digits };

    public static readonly SchemaRule Cursor = new("The cursor of the following page; absent on the last.")
    {
        MaxLength = Limits.Cursor, Pattern = Patterns.Cursor,
    };

    /// <summary>The decimal id of a key, a webhook or a number block.</summary>
    public static SchemaRule Id(string description, string example) =>
        new(description) { MaxLength = 20, MinLength = 1, Pattern = Patterns.Digits, Example = example };

    /// <summary>The ordinal of an item within its incident, from 1.</summary>
    public static SchemaRule Ordinal(string description, int example = 1) =>
        new(description) { IsInteger = true, Minimum = 1, Maximum = int.MaxValue, Example = example };

    /// <summary>A rule that lists its values.</summary>
    public static SchemaRule OneOf(IReadOnlyList<string> values) => new() { Values = values };
}
