namespace IncidentService.Storage;

internal sealed partial class Store
{
    /// <summary>Where the register is, for people.</summary>
    public string Place => database.Place;

    public bool Exists => database.Exists;

    /// <summary>Brings the schema up to this program's; the names of the scripts applied.</summary>
    public IReadOnlyList<string> Migrate(TimeProvider clock)
    {
        using var connection = database.OpenForMigration();
        return Migrator.Migrate(connection, dialect, clock);
    }

    public async Task<bool> IsCurrent() => database.Exists && await Read(connection => Task.FromResult(Migrator.IsCurrent(connection, dialect)));
}
