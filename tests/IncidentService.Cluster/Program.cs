using IncidentService.Client;
using IncidentService.Cluster;

// One step of tests/cluster: load on the replicas until a file appears, then the check of all steps so far. Exit code 1: a rule is broken.
var arguments = new Queue<string>(args);
var (step, path, until) = (Option("--step"), Option("--history"), Option("--until"));
var replicas = arguments.Select(address => new Uri(address)).ToList();
var (deskKey, tillKey) = (Key("DESK_KEY"), Key("TILL_KEY"));

using var history = new History(path);
using var caller = new Caller(step, deskKey, tillKey);
var load = new Load(step, caller, history, replicas);
await load.RunUntil(until);
Summary.Print(step, [.. history.All.Where(attempt => attempt.Step == step)]);
var unknown = await load.Heal();
using var desk = new IncidentClient(new IncidentClientOptions { Address = replicas[0], Key = deskKey });
var violations = await new Checker(history, desk).Check();
foreach (var violation in violations.Take(20)) Console.WriteLine("  VIOLATION " + violation);
Console.WriteLine($"  {history.All.Count} attempts of all steps checked: {violations.Count} violations, {unknown.Count} of unknown fate");
return violations.Count + unknown.Count == 0 ? 0 : 1;

string Option(string name) =>
    arguments.TryDequeue(out var given) && given == name && arguments.TryDequeue(out var value)
        ? value
        : throw new ArgumentException($"{name} and its value are missing: --step NAME --history FILE --until FILE REPLICA...");

static string Key(string variable) =>
    Environment.GetEnvironmentVariable(variable) ?? throw new InvalidOperationException($"{variable} must hold an API key.");
