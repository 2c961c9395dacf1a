using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using static DurableSagas.FunctionsApi.Tests.Bindings.AppFunctions;

namespace DurableSagas.FunctionsApi.Tests.Bindings;

/// <summary>What Microsoft's worker and host bind; each rule names the functions that keep it not.</summary>
internal static partial class BindingRules
{
    public static IReadOnlyDictionary<string, Func<IReadOnlyList<MethodInfo>, IEnumerable<string>>> All { get; } = new Dictionary<string, Func<IReadOnlyList<MethodInfo>, IEnumerable<string>>>
    {
        ["ActivityTakesItsInputAndWhatTheWorkerHasOnly"] = Each(function => TriggerOf<ActivityTriggerAttribute>(function) is null || Unbound(function).All(IsOfWorker)),
        ["AuthorizationLevelIsSaid"] = Each(function => TriggerOf<HttpTriggerAttribute>(function) is null || Constructor<HttpTriggerAttribute>(function).FirstOrDefault()?.ParameterType == typeof(AuthorizationLevel)),
        ["DurableClientIsExactlyThat"] = Each(function => function.GetParameters().All(parameter => parameter.IsDefined(typeof(DurableClientAttribute)) == (parameter.ParameterType == typeof(DurableTaskClient)))),
        ["FunctionIsPublicAndAsync"] = Each(function => function.IsPublic && function.DeclaringType!.IsVisible && !function.IsGenericMethod && !function.DeclaringType.IsGenericType && function.ReturnType.IsAssignableTo(typeof(Task))),
        ["HttpAnswersAResponse"] = Each(function => TriggerOf<HttpTriggerAttribute>(function) is null || (ParameterOf<HttpTriggerAttribute>(function).ParameterType == typeof(HttpRequestData) && ResultOf(function) == typeof(HttpResponseData))),
        ["HttpSaysItsMethodsAndRoute"] = Each(function => TriggerOf<HttpTriggerAttribute>(function) is not { } http || (http.Methods is { Length: > 0 } && http.Route is { Length: > 0 })),
        ["NameIsItsOwn"] = functions => functions.GroupBy(NameOf, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => $"{group.Count()} functions are named '{group.Key}'."),
        ["OneTrigger"] = Each(function => function.GetParameters().Count(IsTrigger) == 1),
        ["OrchestratorTakesItsContextAndOneInput"] = Each(function => TriggerOf<OrchestrationTriggerAttribute>(function) is null || (function.GetParameters()[0].ParameterType == typeof(TaskOrchestrationContext) && function.GetParameters()[1..].All(parameter => !parameter.GetCustomAttributes().OfType<DurableClientAttribute>().Any() && parameter.ParameterType != typeof(CancellationToken)) && function.GetParameters().Length <= 2)),
        ["QueueHasALegalName"] = Each(function => TriggerOf<QueueTriggerAttribute>(function) is not { } queue || QueueName().IsMatch(queue.QueueName)),
        ["RoutesDoNotOverlap"] = Overlaps,
        ["RouteValuesAreTextThatTheRouteNames"] = Each(function => TriggerOf<HttpTriggerAttribute>(function) is not { } http || Unbound(function).Where(parameter => !IsOfWorker(parameter)).All(parameter => parameter.ParameterType == typeof(string) && http.Route?.Contains($"{{{parameter.Name}}}", StringComparison.Ordinal) == true)),
        ["TimerHasAScheduleOfSixFields"] = Each(function => TriggerOf<TimerTriggerAttribute>(function) is not { } timer || (timer.Schedule.Split(' ').Length == 6 && ParameterOf<TimerTriggerAttribute>(function).ParameterType == typeof(TimerInfo))),
    };

    private static Func<IReadOnlyList<MethodInfo>, IEnumerable<string>> Each(Func<MethodInfo, bool> isKept) =>
        functions => functions.Where(function => !isKept(function)).Select(function => $"{function.DeclaringType!.FullName}.{function.Name} ({NameOf(function)})");

    private static ParameterInfo[] Constructor<TAttribute>(MethodInfo function)
        where TAttribute : Attribute => ParameterOf<TAttribute>(function).GetCustomAttributesData().Single(data => data.AttributeType == typeof(TAttribute)).Constructor.GetParameters();

    private static IEnumerable<ParameterInfo> Unbound(MethodInfo function) => function.GetParameters().Where(parameter => !IsTrigger(parameter) && !parameter.IsDefined(typeof(DurableClientAttribute)));

    private static bool IsOfWorker(ParameterInfo parameter) => parameter.ParameterType == typeof(FunctionContext) || parameter.ParameterType == typeof(CancellationToken);

    private static bool IsTrigger(ParameterInfo parameter) => parameter.GetCustomAttributes().Any(attribute => attribute.GetType().Name.EndsWith("TriggerAttribute", StringComparison.Ordinal));

    // On the real host a literal does not win over a parameter.
    private static IEnumerable<string> Overlaps(IReadOnlyList<MethodInfo> functions)
    {
        var routes = functions
            .Select(function => (Name: NameOf(function), Http: TriggerOf<HttpTriggerAttribute>(function)))
            .Where(function => function.Http is not null)
            .SelectMany(function => (function.Http!.Methods ?? ["get", "post"]).Select(method => (function.Name, Method: method.ToUpperInvariant(), Segments: (function.Http.Route ?? function.Name).Split('/'))))
            .ToArray();
        return from one in routes
               from other in routes
               where string.CompareOrdinal(one.Name, other.Name) < 0 && one.Method == other.Method && Overlap(one.Segments, other.Segments)
               select $"{one.Method} {string.Join('/', one.Segments)} of {one.Name} and {string.Join('/', other.Segments)} of {other.Name}";
    }

    private static bool Overlap(string[] one, string[] other) =>
        one.Length == other.Length && one.Zip(other).All(pair => pair.First.Contains('{', StringComparison.Ordinal) || pair.Second.Contains('{', StringComparison.Ordinal) || string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex QueueName();
}
