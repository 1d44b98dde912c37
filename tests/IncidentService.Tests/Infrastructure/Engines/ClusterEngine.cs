using System.Data.Common;

namespace IncidentService.Tests.Infrastructure;

/// <summary>One register in a PostgreSQL of its own, which goes with its server.</summary>
internal sealed class ClusterEngine(PostgresCluster cluster) : Engine
{
    internal override Task<TestDatabase> CreateDatabase() => Task.FromResult<TestDatabase>(new OnlyDatabase(cluster));

    private sealed class OnlyDatabase(PostgresCluster cluster) : TestDatabase
    {
        public override Dictionary<string, string?> Settings => new()
        {
            ["Database:Engine"] = "postgres", ["ConnectionStrings:Incidents"] = cluster.ConnectionString("postgres")
        };

        public override string Tables => throw new NotSupportedException("The database goes with its server");

        public override DbConnection Open() => cluster.Open();

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
