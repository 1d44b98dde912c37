using System.Data.Common;
using System.Text;
using System.Text.RegularExpressions;

namespace IncidentService.Storage.Dialects;

/// <summary>
/// Writes that are sent as one text, whose parameters are numbered by statement. A change that has not begun a transaction is begun and
/// committed by the text itself: a transaction has to end in the text in which it begins.
/// </summary>
internal sealed partial class BatchText(ServerConnection connection, SqlDialect dialect) : WriteBatch(connection, dialect)
{
    /// <summary>SQL Server takes 2,100, of which the text and its list of parameters are two.</summary>
    internal const int MostParameters = 2_090;

    /// <summary>
    /// Any error undoes the whole transaction and ends the text. NOCOUNT is not set: on Babelfish it outlasts the text, and later
    /// statements report no row counts.
    /// </summary>
    private const string Settings = "SET XACT_ABORT ON;\n";

    private const string Begin = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; BEGIN TRANSACTION;\n";

    private readonly List<Part> parts = [];
    private int statements;

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What is sent: one command, unless the writes have more parameters than a text may have.</summary>
    internal IReadOnlyList<DbCommand> CreateCommands() =>
        [.. parts.Select(part => CreateCommand(part, parts.Count == 1 && !Connection.HasBegun))];

    protected override async Task Send()
    {
        await Connection.BeginForWrites();
        await RunCommands();
    }

    protected override async Task SendAndCommit()
    {
        if (parts.Count > 1) await Connection.BeginForWrites();
        await RunCommands();
        if (Connection.HasBegun) await Connection.Commit();
    }

    protected override void Record(string sql, DbParameterCollection parameters)
    {
        if (parts.Count == 0 || parts[^1].Parameters.Count + parameters.Count > MostParameters) parts.Add(new Part());
        var (place, part) = (++statements, parts[^1]);
        part.Text.Append(ParameterName().Replace(sql, match => $"{match.Value}_{place}")).Append(";\n");
        foreach (DbParameter parameter in parameters)
        {
            var own = (DbParameter)((ICloneable)parameter).Clone();
            own.ParameterName = $"@{parameter.ParameterName.TrimStart('@')}_{place}";
            part.Parameters.Add(own);
        }
    }

    private async Task RunCommands()
    {
        foreach (var command in CreateCommands())
        {
            await using (command) await command.ExecuteNonQueryAsync();
        }
    }

    private DbCommand CreateCommand(Part part, bool isTransaction)
    {
        var command = Connection.CreateCommand();
        command.CommandText = isTransaction ? $"{Settings}{Begin}{part.Text}COMMIT TRANSACTION" : $"{Settings}{part.Text}";
        foreach (var parameter in part.Parameters) command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>As many of the writes as one text may have parameters for.</summary>
    private sealed class Part
    {
        public StringBuilder Text { get; } = new();
        public List<DbParameter> Parameters { get; } = [];
    }

    /// <summary>Not a function such as @@ROWCOUNT.</summary>
    [GeneratedRegex(@"(?<!@)@\w+")]
    internal static partial Regex ParameterName();
}
