namespace IncidentService.Desk.Joining;

/// <summary>A module of the pages, read for being joined with others.</summary>
internal sealed record Module(string Path, string Text)
{
    /// <summary>The modules that it imports, in their order.</summary>
    public List<string> Imports { get; } = [];

    /// <summary>Those that it imports when it needs them.</summary>
    public List<string> LaterImports { get; } = [];

    /// <summary>Each name that it exports, and the expression in the joined text that gives its value.</summary>
    public List<(string Name, Func<ModuleNames, string> Value)> Exports { get; } = [];

    /// <summary>What is written in the place of a part of its text.</summary>
    public List<Replacement> Replacements { get; } = [];

    /// <summary>Whether it waits for something while it loads.</summary>
    public bool Waits { get; set; }
}

/// <summary>From one character of a module's text to before another.</summary>
internal sealed record Replacement(int Start, int End, Func<ModuleNames, string> Text)
{
    public Replacement(int start, int end, string text)
        : this(start, end, _ => text)
    {
    }
}

/// <summary>What modules are called in a joined file: the variable of each, its former address, and how it is loaded later.</summary>
internal sealed record ModuleNames(Func<string, string> Variable, Func<string, string> Address, Func<string, string> Loading);
