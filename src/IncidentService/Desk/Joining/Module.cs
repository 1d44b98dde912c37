namespace IncidentService.Desk.Joining;

/// <summary>A parsed module of the pages, ready for bundling.</summary>
internal sealed record Module(string Path, string Text)
{
    /// <summary>The modules that it imports, in their order.</summary>
    public List<string> Imports { get; } = [];

    /// <summary>The modules that it imports dynamically.</summary>
    public List<string> LaterImports { get; } = [];

    /// <summary>Each name that it exports, and the expression in the joined text that gives its value.</summary>
    public List<(string Name, Func<ModuleNames, string> Value)> Exports { get; } = [];

    /// <summary>The replacements of parts of its text.</summary>
    public List<Replacement> Replacements { get; } = [];

    /// <summary>Whether it uses await while it loads.</summary>
    public bool Waits { get; set; }
}

/// <summary>A range of characters in the text of a module; the end is exclusive.</summary>
internal sealed record Replacement(int Start, int End, Func<ModuleNames, string> Text)
{
    public Replacement(int start, int end, string text)
        : this(start, end, _ => text)
    {
    }
}

/// <summary>The names of modules in a bundle: the variable of each, its former address, and how it is loaded later.</summary>
internal sealed record ModuleNames(Func<string, string> Variable, Func<string, string> Address, Func<string, string> Loading);
