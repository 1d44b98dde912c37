using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using IncidentService.Storage.Dialects;

namespace IncidentService.Tests.Storage;

/// <summary>
/// SqlClient marks a connection as broken before it marks its transaction as over. Between the two, disposing the transaction throws. An
/// exception from there would hide the one that is retried, and the connection would never return to its pool.
/// </summary>
public sealed class BreakingConnectionTests
{
    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(NullReferenceException))]
    public async Task A_connection_that_breaks_while_its_transaction_is_undone_hides_no_failure_and_is_given_back(Type thrown)
    {
        var inner = new Breaking((Exception)Activator.CreateInstance(thrown)!);

        var seen = await Assert.ThrowsAsync<TimeoutException>(async () =>
        {
            await using var connection = new ServerConnection(inner);
            await connection.Begin(IsolationLevel.ReadCommitted);
            throw new TimeoutException("What the change has failed with");
        });

        Assert.Equal("What the change has failed with", seen.Message);
        Assert.Equal((1, 1), (inner.Undone, inner.GivenBack));
    }

    private sealed class Breaking(Exception exception) : DbConnection
    {
        public int Undone { get; private set; }

        public int GivenBack { get; private set; }

        [AllowNull]
        public override string ConnectionString { get; set; } = "";

        public override string Database => "";
        public override string DataSource => "";
        public override string ServerVersion => "";
        public override ConnectionState State => ConnectionState.Open;

        public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();
        public override void Close() => throw new NotSupportedException();
        public override void Open() => throw new NotSupportedException();

        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => new Unfinished(this, exception);
        protected override DbCommand CreateDbCommand() => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            GivenBack++;
            base.Dispose(disposing);
        }

        private sealed class Unfinished(Breaking connection, Exception exception) : DbTransaction
        {
            public override IsolationLevel IsolationLevel => IsolationLevel.ReadCommitted;
            protected override DbConnection DbConnection => connection;

            public override void Commit() => throw new NotSupportedException();
            public override void Rollback() => throw new NotSupportedException();

            protected override void Dispose(bool disposing)
            {
                base.Dispose(disposing);
                connection.Undone++;
                throw exception;
            }
        }
    }
}
