namespace IncidentService.Tests.Faults;

/// <summary>The long form of the tests of faults, which tests/faults asks for.</summary>
internal static class LongForm
{
    private const string Variable = "INCIDENTS_TEST_FAULTS";

    public static bool IsAsked => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    /// <summary>How often to do what takes long.</summary>
    public static int Rounds(int usual, int inLongForm) => IsAsked ? inLongForm : usual;

    public static void Require(string why) => Assert.SkipUnless(IsAsked, $"{why}: tests/faults runs it.");
}
