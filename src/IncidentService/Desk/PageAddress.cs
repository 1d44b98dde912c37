namespace IncidentService.Desk;

/// <summary>Paths of pages' files, relative to the folder that holds them all.</summary>
internal static class PageAddress
{
    private static readonly Uri Root = new("file:///");

    /// <summary>The path of the file that another file names.</summary>
    public static string Resolve(string from, string name) => new Uri(new Uri(Root, from), name).AbsolutePath[1..];

    /// <summary>How a file names another.</summary>
    public static string Relative(string from, string to) => new Uri(Root, from).MakeRelativeUri(new Uri(Root, to)).ToString();
}
