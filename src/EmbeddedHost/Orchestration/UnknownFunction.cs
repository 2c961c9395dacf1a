namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>The host's words for a function that the app does not have.</summary>
internal static class UnknownFunction
{
    public static string Orchestrator(string name, IEnumerable<string> known) => Describe(name, "an orchestrator", "orchestrator", known);

    public static string Activity(string name, IEnumerable<string> known) => Describe(name, "an activity", "activity", known);

    private static string Describe(string name, string aKind, string kind, IEnumerable<string> known)
    {
        var names = string.Join("', '", known);
        var info = names.Length > 0
            ? $"The following are the known {kind} functions: '{names}'."
            : $"No {kind} functions are currently registered!";
        return $"The function '{name}' doesn't exist, is disabled, or is not {aKind} function. Additional info: {info}";
    }
}
