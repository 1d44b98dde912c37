using Microsoft.Playwright;

namespace IncidentService.Browser.Infrastructure;

/// <summary>How a person looks at a page: the width of the window in pixels, the colours, and the language.</summary>
public sealed record Look(int Width = Look.Screen, ColorScheme Colours = ColorScheme.Light, string Language = "en-GB")
{
    public const int Phone = 360;
    public const int Screen = 1280;

    /// <summary>A phone and a screen, each colour scheme and each language: what one of them breaks, one of these two shows.</summary>
    public static TheoryData<int, ColorScheme, string> Apart { get; } = new()
    {
        { Phone, ColorScheme.Dark, "es-ES" }, { Screen, ColorScheme.Light, "en-GB" },
    };

    internal Texts Texts => Texts.Of(Language);
}
