using System.Data;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dapper;
using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Timeline;

namespace IncidentService.Storage;

/// <summary>Converts values of the domain to column values and back.</summary>
internal static class TypeHandlers
{
    private static int registered;

    public static void Register()
    {
        if (Interlocked.Exchange(ref registered, 1) == 1) return;
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.AddTypeHandler(new InstantHandler());
        SqlMapper.AddTypeHandler(new NumberHandler());
        SqlMapper.AddTypeHandler(new JsonHandler<Facts>(JsonTypes.Of<Facts>()));
        SqlMapper.AddTypeHandler(new JsonHandler<IReadOnlyList<Attachment>>(JsonTypes.Of<IReadOnlyList<Attachment>>()));
    }

    private sealed class InstantHandler : SqlMapper.TypeHandler<Instant>
    {
        public override Instant Parse(object value) => new((long)value);

        public override void SetValue(IDbDataParameter parameter, Instant value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = value.Micros;
        }
    }

    private sealed class NumberHandler : SqlMapper.TypeHandler<IncidentNumber>
    {
        public override IncidentNumber Parse(object value) => IncidentNumber.FromValue((long)value);

        public override void SetValue(IDbDataParameter parameter, IncidentNumber value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = value.Value;
        }
    }

    private sealed class JsonHandler<T>(JsonTypeInfo<T> type) : SqlMapper.TypeHandler<T>
        where T : class
    {
        public override T? Parse(object value) => JsonSerializer.Deserialize((string)value, type);

        public override void SetValue(IDbDataParameter parameter, T? value)
        {
            parameter.DbType = DbType.String;
            parameter.Value = value is null ? DBNull.Value : JsonSerializer.Serialize(value, type);
        }
    }
}
