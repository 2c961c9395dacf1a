using System.Text.RegularExpressions;

namespace DurableSagas.Architecture.Tests.Metadata;

/// <summary>What a host asks of <c>functions.metadata</c>; each rule names the functions that keep it not.</summary>
internal static partial class MetadataRules
{
    public static IReadOnlyDictionary<string, Func<IReadOnlyList<BuiltFunction>, IEnumerable<string>>> All { get; } = new Dictionary<string, Func<IReadOnlyList<BuiltFunction>, IEnumerable<string>>>
    {
        ["HttpAnswersAResponse"] = Each(function => !function.Of("httpTrigger").Any() || function.Of("http").Any(binding => (string?)binding["direction"] == "Out")),
        ["HttpSaysItsMethodsAndRoute"] = Each(function => function.Of("httpTrigger").All(http => http["methods"]?.AsArray().Count > 0 && (string?)http["route"] is { Length: > 0 })),
        ["NameIsItsOwn"] = functions => functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => $"{group.Count()} functions are named '{group.Key}'."),
        ["OneTrigger"] = Each(function => function.Bindings.Count(binding => ((string)binding["type"]!).EndsWith("Trigger", StringComparison.Ordinal)) == 1),
        ["QueueHasALegalName"] = Each(function => function.Of("queueTrigger").All(queue => QueueName().IsMatch((string)queue["queueName"]!))),
        ["RoutesDoNotOverlap"] = Overlaps,
        ["TimerHasAScheduleOfSixFields"] = Each(function => function.Of("timerTrigger").All(timer => ((string)timer["schedule"]!).Split(' ').Length == 6)),
    };

    private static Func<IReadOnlyList<BuiltFunction>, IEnumerable<string>> Each(Func<BuiltFunction, bool> isKept) =>
        functions => functions.Where(function => !isKept(function)).Select(function => $"{function.Name} ({function.EntryPoint})");

    // On the real host a literal does not win over a parameter.
    private static IEnumerable<string> Overlaps(IReadOnlyList<BuiltFunction> functions)
    {
        var routes = functions.SelectMany(function => function.Of("httpTrigger").SelectMany(http => http["methods"]!.AsArray().Select(method =>
            (function.Name, Method: ((string)method!).ToUpperInvariant(), Segments: ((string)http["route"]!).Split('/'))))).ToArray();
        return from one in routes
               from other in routes
               where string.CompareOrdinal(one.Name, other.Name) < 0 && one.Method == other.Method && Overlap(one.Segments, other.Segments)
               select $"{one.Method} {string.Join('/', one.Segments)} of {one.Name} and {string.Join('/', other.Segments)} of {other.Name}";
    }

    private static bool Overlap(string[] one, string[] other) =>
        one.Length == other.Length && one.Zip(other).All(pair => IsParameter(pair.First) || IsParameter(pair.Second) || string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase));

    private static bool IsParameter(string segment) => segment.Contains('{', StringComparison.Ordinal);

    [GeneratedRegex("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex QueueName();
}
