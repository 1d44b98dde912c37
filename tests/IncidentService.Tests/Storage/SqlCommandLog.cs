using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;

namespace IncidentService.Tests.Storage;

/// <summary>The commands that SqlClient sends over connections of one application name, as its diagnostic events tell.</summary>
internal sealed class SqlCommandLog : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly ConcurrentQueue<string> texts = [];
    private readonly ConcurrentQueue<IDisposable> subscriptions = [];
    private readonly string application;

    public SqlCommandLog(string application)
    {
        this.application = application;
        subscriptions.Enqueue(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public IReadOnlyList<string> Texts => [.. texts];

    public void Dispose()
    {
        foreach (var subscription in subscriptions) subscription.Dispose();
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "SqlClientDiagnosticListener") subscriptions.Enqueue(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key != "Microsoft.Data.SqlClient.WriteCommandBefore") return;
        var sent = (DbCommand)value.Value!.GetType().GetProperty("Command")!.GetValue(value.Value)!;
        if (sent.Connection!.ConnectionString.Contains(application, StringComparison.Ordinal)) texts.Enqueue(sent.CommandText);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }
}
