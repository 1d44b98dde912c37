using System.Data;
using System.Data.Common;

namespace IncidentService.Storage.Dialects;

/// <summary>A statement that is sent once, for one row or for all that it adds.</summary>
internal sealed class MergedRows(RecordedStatement first)
{
    private static readonly DbType[] Types = [DbType.Int64, DbType.String, DbType.Boolean, DbType.Binary, DbType.Int32];

    private readonly List<DbParameter[]> rows = [first.Parameters];

    /// <summary>
    /// One for each text, as far as nothing but rows is added: a statement of another kind is sent after those before it, and before those
    /// behind it.
    /// </summary>
    public static List<MergedRows> Of(List<RecordedStatement> statements)
    {
        var (merged, begin) = (new List<MergedRows>(), 0);
        foreach (var statement in statements)
        {
            var found = false;
            for (var place = begin; place < merged.Count && !found; place++) found = merged[place].TryAdd(statement);
            if (found) continue;
            merged.Add(new(statement));
            if (statement.Text.SqlOfRows is null) begin = merged.Count;
        }
        return merged;
    }

    /// <summary>
    /// Puts what is added into an order that is the same in all transactions, by the columns that are first, as they are in a primary key:
    /// of two that add the same rows, one then waits for the other instead of both for each other. Downwards by text, so that commands come
    /// after references, as they do in a change that has read first.
    /// </summary>
    public static void Sort(List<RecordedStatement> statements) => statements.Sort(Compare);

    public void Fill(DbBatchCommand command)
    {
        command.CommandText = rows.Count == 1 ? first.Text.Sql : first.Text.SqlOfRows!;
        for (var index = 0; index < first.Parameters.Length; index++)
            command.Parameters.Add(rows.Count == 1 ? One(first.Parameters[index]) : Many(command, index));
    }

    private static int Compare(RecordedStatement one, RecordedStatement other)
    {
        var (kind, order) = (one.Text.SqlOfRows is null, string.CompareOrdinal(other.Text.Sql, one.Text.Sql));
        if (kind != other.Text.SqlOfRows is null) return kind ? 1 : -1;
        for (var index = 0; order == 0 && index < Math.Min(2, one.Parameters.Length); index++)
        {
            order = (one.Parameters[index].Value, other.Parameters[index].Value) switch
            {
                (long left, long right) => left.CompareTo(right),
                (string left, string right) => string.CompareOrdinal(left, right),
                (null or DBNull, null or DBNull) => 0,
                (null or DBNull, _) => -1,
                (_, null or DBNull) => 1,
                _ => 0,
            };
        }
        return order;
    }

    private bool TryAdd(RecordedStatement statement)
    {
        if (first.Text.SqlOfRows is null || statement.Text.Sql != first.Text.Sql) return false;
        for (var index = 0; index < first.Parameters.Length; index++)
        {
            var type = statement.Parameters[index].DbType;
            if (type != first.Parameters[index].DbType || !Types.Contains(type)) return false;
        }
        rows.Add(statement.Parameters);
        return true;
    }

    private static DbParameter One(DbParameter given)
    {
        var parameter = (DbParameter)((ICloneable)given).Clone();
        parameter.ParameterName = "";
        return parameter;
    }

    private DbParameter Many(DbBatchCommand command, int index)
    {
        var parameter = command.CreateParameter();
        parameter.Value = first.Parameters[index].DbType switch
        {
            DbType.Int64 => Values<long?>(index),
            DbType.Int32 => Values<int?>(index),
            DbType.Boolean => Values<bool?>(index),
            DbType.String => Values<string?>(index),
            DbType.Binary => Values<byte[]?>(index),
            var other => throw new NotSupportedException($"{other} is none of the types of columns"),
        };
        return parameter;
    }

    private T[] Values<T>(int index)
    {
        var values = new T[rows.Count];
        for (var row = 0; row < values.Length; row++)
        {
            if (rows[row][index].Value is not (null or DBNull)) values[row] = (T)rows[row][index].Value!;
        }
        return values;
    }
}
