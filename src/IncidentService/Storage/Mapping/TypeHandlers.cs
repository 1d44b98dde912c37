using System.Data;
using System.Text.Json;
using Dapper;
using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Common.Json;
using IncidentService.Incidents.Cards;
using IncidentService.Timeline;

namespace IncidentService.Storage.Mapping;

/// <summary>Converts values of the domain to column values and back.</summary>
internal static class TypeHandlers
{
    /// <summary>In characters; a column that holds more is of another kind on SQL Server.</summary>
    private const int LongestInRow = 4_000;

    private const int BytesOfCharacter = 2;

    private static int registered;

    public static void Register()
    {
        if (Interlocked.Exchange(ref registered, 1) == 1) return;
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.AddTypeHandler(typeof(Instant), new InstantHandler());
        SqlMapper.AddTypeHandler(typeof(IncidentNumber), new NumberHandler());
        SqlMapper.AddTypeHandler(typeof(CardBody), new CardBodyHandler());
        SqlMapper.AddTypeHandler(typeof(Facts), new JsonHandler<Facts>());
        SqlMapper.AddTypeHandler(typeof(IReadOnlyList<Attachment>), new JsonHandler<IReadOnlyList<Attachment>>());
    }

    /// <summary>
    /// A null has the type of its column too: an engine that keeps prepared statements keeps one for each combination of types.
    /// </summary>
    private abstract class Handler<T>(DbType type) : SqlMapper.ITypeHandler
        where T : notnull
    {
        public object? Parse(Type destinationType, object value) => Parse(value);

        public void SetValue(IDbDataParameter parameter, object value)
        {
            parameter.DbType = type;
            parameter.Value = value is T given ? Format(given) : DBNull.Value;
            if (SizeOf(parameter.Value) is var size and not 0) parameter.Size = size;
        }

        /// <summary>0 if the type says it.</summary>
        protected virtual int SizeOf(object value) => 0;

        protected abstract T? Parse(object value);

        protected abstract object Format(T value);
    }

    private sealed class InstantHandler() : Handler<Instant>(DbType.Int64)
    {
        protected override Instant Parse(object value) => new((long)value);

        protected override object Format(Instant value) => value.Micros;
    }

    private sealed class NumberHandler() : Handler<IncidentNumber>(DbType.Int64)
    {
        protected override IncidentNumber Parse(object value) => IncidentNumber.FromValue((long)value);

        protected override object Format(IncidentNumber value) => value.Value;
    }

    /// <summary>Only written: its row says beside it whether it is compressed.</summary>
    private sealed class CardBodyHandler() : Handler<CardBody>(DbType.Binary)
    {
        protected override CardBody Parse(object value) => throw new NotSupportedException();

        protected override object Format(CardBody value) => value.Bytes;

        /// <summary>Of one length for most, for the same reason as that of JSON.</summary>
        protected override int SizeOf(object value) =>
            value is byte[] { Length: > LongestInRow * BytesOfCharacter } ? -1 : LongestInRow * BytesOfCharacter;
    }

    /// <summary>Its type is described at the first value: a large type takes a while, which the start is spared.</summary>
    private sealed class JsonHandler<T>() : Handler<T>(DbType.String)
        where T : class
    {
        protected override T? Parse(object value) => JsonSerializer.Deserialize((string)value, JsonTypes.Of<T>());

        protected override object Format(T value) => JsonSerializer.Serialize(value, JsonTypes.Of<T>());

        /// <summary>
        /// As Dapper does for strings. Otherwise SQL Server is told the length of each value, and compiles the statement for every length.
        /// </summary>
        protected override int SizeOf(object value) => value is string { Length: > LongestInRow } ? -1 : LongestInRow;
    }
}
