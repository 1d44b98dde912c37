namespace IncidentService.Browser.Infrastructure;

/// <summary>The texts of the views in one language.</summary>
internal sealed class Texts
{
    private readonly string language;

    private Texts(string language) => this.language = language;

    public static Texts English { get; } = new("en");

    public static Texts Spanish { get; } = new("es");

    /// <summary>The frame of the desk and its box.</summary>
    public Words Desk => field ??= new(language, "desk/text.js");

    /// <summary>The card, and the forms that act on an incident.</summary>
    public Words Card => field ??= new(language, "desk/card/text.js");

    public Words Work => field ??= new(language, "desk/work/text.js");

    public Words Reports => field ??= new(language, "desk/reports/text.js");

    public Words Slip => field ??= new(language, "desk/slip/text.js");

    public Words Track => field ??= new(language, "track/text.js");

    /// <summary>The texts that a browser of this language gets, such as "es-ES".</summary>
    public static Texts Of(string language) => language.StartsWith("es", StringComparison.Ordinal) ? Spanish : English;
}
