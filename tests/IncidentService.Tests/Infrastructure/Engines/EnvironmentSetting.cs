namespace IncidentService.Tests.Infrastructure;

/// <summary>Environment variables that control how the tests run.</summary>
internal static class EnvironmentSetting
{
    /// <summary>Null if the variable is absent or empty.</summary>
    public static string? Find(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
