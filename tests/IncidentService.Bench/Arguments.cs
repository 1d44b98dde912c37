using System.Globalization;

namespace IncidentService.Bench;

/// <summary>Takes words and <c>--name value</c> pairs off a command line; unused ones are errors.</summary>
internal sealed class Arguments(IEnumerable<string> words)
{
    private readonly List<string> _words = [.. words];

    public string Word(string meaning)
    {
        if (_words is not [var word, ..] || word.StartsWith('-')) throw new UsageException($"Say {meaning}; --help lists the choices.");
        _words.RemoveAt(0);
        return word;
    }

    public string? Option(string name)
    {
        var at = _words.IndexOf(name);
        if (at < 0) return null;
        if (at + 1 == _words.Count) throw new UsageException($"{name} needs a value.");
        var value = _words[at + 1];
        _words.RemoveRange(at, 2);
        return value;
    }

    public bool Flag(string name) => _words.Remove(name);

    public int Number(string name, int otherwise, int from, int to)
    {
        if (Option(name) is not { } text) return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to
            ? number
            : throw new UsageException($"{name} takes a whole number from {from} to {to}, not '{text}'.");
    }

    public void RefuseRest()
    {
        if (_words.Count > 0) throw new UsageException($"'{_words[0]}' is not understood; --help lists the options.");
    }
}
