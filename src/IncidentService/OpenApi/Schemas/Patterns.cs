namespace IncidentService.OpenApi.Schemas;

/// <summary>Regular expressions that schemas share. Texts are trimmed before the service reads them, so blank ends match.</summary>
internal static class Patterns
{
    public const string Number = "^[1-9][0-9]{11}$";
    public const string GroupedNumber = "^[1-9][0-9]{3}-[0-9]{4}-[0-9]{4}$";
    public const string Anything = "^[\\s\\S]*$";

    /// <summary>All characters but the one that no text may hold: control characters are read as spaces.</summary>
    public const string AnyCharacter = "^[^\\ufffe]*$";

    /// <summary>Written into JSON texts, so their backslashes are doubled.</summary>
    public const string NotBlank = @"[^\\s\\u0000-\\u001f\\u007f-\\u009f]";
    public const string Blank = @"^\\s*$";
    public const string Digits = "^[0-9]+$";
    public const string Token = "^[A-Za-z0-9._-]+$";

    public const string Cursor = "^[A-Za-z0-9_-]+$";

    /// <summary>A value of a list that may grow.</summary>
    public const string OpenValue = "^[a-z]+(-[a-z]+)*$";

    public const string ETags = "^(\\*|(W/)?\"[!#-~]*\"(, ?(W/)?\"[!#-~]*\")*)$";
    public const string NoControls = $"^[^{Controls}]*$";
    public const string NoControlsButBreaks = $"^[^{ControlsButBreaks}]*$";
    public const string FilledLine = $"^\\s*[^\\s{Controls}][^{Controls}]*$";

    /// <summary>System and value of a reference are parts of an address, out of which HTTP takes . and .. .</summary>
    public const string ReferenceSystem = "^(?!\\.\\.?$)[A-Za-z0-9._-]+$";
    public const string ReferenceValue = $"^(?!\\s*\\.\\.?\\s*$)\\s*[^\\s{Controls}][^{Controls}]*$";

    private const string OptionalReferenceSystem = "^(?!\\.\\.?$)[A-Za-z0-9._-]*$";
    private const string OptionalToken = "^[A-Za-z0-9._-]*$";
    private const string OptionalCursor = "^[A-Za-z0-9_-]*$";
    private const string FilledText = $"^\\s*[^\\s{ControlsButBreaks}][^{ControlsButBreaks}]*$";
    private const string Controls = "\\u0000-\\u001f\\u007f-\\u009f\\ufffe";
    private const string ControlsButBreaks = "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufffe";

    /// <summary>The pattern of a required text, which must not be blank.</summary>
    public static string? Required(string? pattern) => pattern switch
    {
        NoControls => FilledLine,
        NoControlsButBreaks => FilledText,
        _ => pattern,
    };

    /// <summary>The pattern of an optional text, which is absent when it is blank.</summary>
    public static string Optional(string pattern) => pattern switch
    {
        Token => OptionalToken,
        ReferenceSystem => OptionalReferenceSystem,
        Cursor => OptionalCursor,
        _ => pattern,
    };
}
