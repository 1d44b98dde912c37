using IncidentService.Storage.Dialects;

namespace IncidentService.Storage;

internal sealed partial class Store
{
    /// <summary>Where the register is, for people.</summary>
    public string Place => Path.GetFullPath(file.Path);

    public bool Exists => file.Exists;

    /// <summary>Brings the schema up to this program's; the names of the scripts applied.</summary>
    public IReadOnlyList<string> Migrate(TimeProvider clock)
    {
        file.Create();
        using var connection = file.OpenWriter();
        return Migrator.Migrate(connection, dialect, clock);
    }

    public async Task<bool> IsCurrent() => file.Exists && await Read(connection => Task.FromResult(Migrator.IsCurrent(connection, dialect)));
}
