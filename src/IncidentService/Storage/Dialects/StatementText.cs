using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentService.Storage.Dialects;

/// <summary>
/// A statement with positional parameters, which the driver sends as it is. One that inserts a row of parameters has another text, which
/// inserts rows of arrays: one text for any number of rows, so that the engine prepares one.
/// </summary>
internal sealed partial class StatementText
{
    private static readonly ConcurrentDictionary<string, StatementText[]> Known = new(StringComparer.Ordinal);

    private readonly string[] names;

    /// <summary>Where the parameters were found the last time, which is where they are found the next time.</summary>
    private int[] places;

    private StatementText(string sql)
    {
        var found = new List<string>();
        Sql = BatchText.ParameterName().Replace(sql, match =>
        {
            var name = match.ValueSpan[1..].ToString();
            var place = found.IndexOf(name);
            if (place < 0)
            {
                place = found.Count;
                found.Add(name);
            }
            return string.Create(CultureInfo.InvariantCulture, $"${place + 1}");
        });
        names = [.. found];
        places = [.. Enumerable.Range(0, names.Length)];
        Adds = sql.StartsWith("INSERT INTO ", StringComparison.Ordinal);
        if (InsertOfRow().Match(Sql) is { Success: true } row)
            SqlOfRows = $"{row.Groups["into"].Value} SELECT * FROM unnest({row.Groups["values"].Value})";
        else if (InsertOfList().Match(Sql) is { Success: true } list)
            SqlOfRows = $"{list.Groups["into"].Value} {OfRow(list.Groups["select"])} FROM {Rows()}, {OfRow(list.Groups["from"])}";
    }

    /// <summary>
    /// The parameters of all rows, as the columns p1 and so on. The arrays are hidden from the planner, as in <see
    /// cref="Postgres.InListSql"/>: it takes each list for a long one.
    /// </summary>
    private string Rows() =>
        $"unnest({Each(place => $"ARRAY(SELECT unnest(${place}))")}) r({Each(place => $"p{place}")})";

    private string Each(Func<int, string> format) => string.Join(", ", Enumerable.Range(1, names.Length).Select(format));

    private static string OfRow(Group part) => part.Value.Replace("$", "r.p", StringComparison.Ordinal);

    public string Sql { get; }

    /// <summary>The same for rows, each parameter of which is an array; null if it is no such statement.</summary>
    public string? SqlOfRows { get; }

    /// <summary>It inserts, whatever the rows come from.</summary>
    public bool Adds { get; }

    /// <summary>A batch takes one statement per command. No text of ours holds a semicolon but between statements.</summary>
    public static StatementText[] Split(string sql) => Known.GetOrAdd(sql, static text =>
        [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(one => new StatementText(one))]);

    public RecordedStatement Record(DbParameter[] parameters)
    {
        var own = new DbParameter[names.Length];
        for (var index = 0; index < names.Length; index++) own[index] = Find(parameters, index);
        return new(this, own);
    }

    private DbParameter Find(DbParameter[] parameters, int index)
    {
        var place = places[index];
        return place < parameters.Length && parameters[place].ParameterName == names[index]
            ? parameters[place]
            : FindElsewhere(parameters, index);
    }

    /// <summary>By itself, because a method with such a lambda allocates for it at every call.</summary>
    private DbParameter FindElsewhere(DbParameter[] parameters, int index)
    {
        var place = Array.FindIndex(
            parameters, parameter => parameter.ParameterName.Equals(names[index], StringComparison.OrdinalIgnoreCase));
        if (place < 0) throw new InvalidOperationException($"@{names[index]} has no value: {Sql}");
        places = [.. places[..index], place, .. places[(index + 1)..]];
        return parameters[place];
    }

    [GeneratedRegex(@"^(?<into>INSERT INTO \w+ \([\w\s,]+\))\s+VALUES\s+\((?<values>\$\d+(,\s+\$\d+)*)\)$", RegexOptions.ExplicitCapture)]
    private static partial Regex InsertOfRow();

    /// <summary>It inserts several rows already: one for each element of a list.</summary>
    [GeneratedRegex(
        @"^(?<into>INSERT INTO \w+ \([\w\s,]+\))\s+(?<select>SELECT [\w.$,\s]+) FROM (?<from>\w+\(CAST\(\$\d+ AS jsonb\)\) v)$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex InsertOfList();
}

/// <summary>A statement and the values of its parameters, in order.</summary>
internal readonly record struct RecordedStatement(StatementText Text, DbParameter[] Parameters);
