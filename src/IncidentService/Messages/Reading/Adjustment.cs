namespace IncidentService.Messages.Reading;

internal static class AdjustmentChanges
{
    /// <summary>It was longer than the limit and was cut at its end; … marks the place.</summary>
    public const string Cut = "cut";

    /// <summary>Control characters and halves of characters were replaced.</summary>
    public const string ControlsReplaced = "controls-replaced";

    /// <summary>The sender identifies nobody and was kept as text.</summary>
    public const string KeptAsText = "kept-as-text";

    /// <summary>There was no text: it was taken from the HTML.</summary>
    public const string TakenFromHtml = "taken-from-html";

    /// <summary>There was no text: the subject was taken for it.</summary>
    public const string TakenFromSubject = "taken-from-subject";

    /// <summary>There were too many, and the last ones were left out; or it can be no reference.</summary>
    public const string LeftOut = "left-out";

    /// <summary>Another mail with other content has the same Message-ID: this one was recorded under an id of its own.</summary>
    public const string IdReused = "id-reused";

    /// <summary>The sender sends the same subject again and again: the message was held in the incident of the last one.</summary>
    public const string Loop = "loop";

    /// <summary>
    /// A number was quoted with one typing error, in the subject or the text, and led to the only incident of the sender that it can mean.
    /// </summary>
    public const string NumberRepaired = "number-repaired";

    public static readonly IReadOnlyList<string> All =
        [Cut, ControlsReplaced, KeptAsText, TakenFromHtml, TakenFromSubject, LeftOut, IdReused, Loop, NumberRepaired];
}

/// <summary>A change that the service made to a message in order to accept it.</summary>
internal sealed record Adjustment
{
    /// <summary>The field, as a path into the request.</summary>
    public required string Field { get; init; }

    /// <summary>The kind of change.</summary>
    public required string Change { get; init; }

    /// <summary>The length before it was cut, in characters; the number of items before some were left out.</summary>
    public int? Length { get; init; }
}
