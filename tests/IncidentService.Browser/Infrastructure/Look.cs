using Microsoft.Playwright;

namespace IncidentService.Browser.Infrastructure;

/// <summary>How a person looks at a page: the width of the window in pixels, the colours, and the language.</summary>
public sealed record Look(int Width = 1280, ColorScheme Colours = ColorScheme.Light, string Language = "en-GB")
{
    public const int Phone = 360;
    public const int Screen = 1280;

    /// <summary>On a phone and on a screen, light and dark.</summary>
    public static TheoryData<int, ColorScheme> All { get; } = new()
    {
        { Phone, ColorScheme.Light }, { Phone, ColorScheme.Dark }, { Screen, ColorScheme.Light }, { Screen, ColorScheme.Dark },
    };

    public static TheoryData<ColorScheme> BothColours { get; } = [ColorScheme.Light, ColorScheme.Dark];
}
