using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using static DurableSagas.Architecture.Tests.Signatures.AppFunctions;

namespace DurableSagas.Architecture.Tests.Signatures;

/// <summary>What Microsoft's worker binds to a function's parameters; each rule names the functions that keep it not.</summary>
internal static class SignatureRules
{
    public static IReadOnlyDictionary<string, Func<IReadOnlyList<MethodInfo>, IEnumerable<string>>> All { get; } = new Dictionary<string, Func<IReadOnlyList<MethodInfo>, IEnumerable<string>>>
    {
        ["ActivityTakesItsInputAndWhatTheWorkerHasOnly"] = Each(function => TriggerOf<ActivityTriggerAttribute>(function) is null || Unbound(function).All(IsOfWorker)),
        ["AuthorizationLevelIsSaid"] = Each(function => TriggerOf<HttpTriggerAttribute>(function) is null || Constructor<HttpTriggerAttribute>(function).FirstOrDefault()?.ParameterType == typeof(AuthorizationLevel)),
        ["DurableClientIsExactlyThat"] = Each(function => function.GetParameters().All(parameter => parameter.IsDefined(typeof(DurableClientAttribute)) == (parameter.ParameterType == typeof(DurableTaskClient)))),
        // What is not public the worker's build calls by reflection, through a field that all invocations share.
        ["FunctionIsPublicAndAsync"] = Each(function => function.IsPublic && function.DeclaringType!.IsVisible && !function.IsGenericMethod && !function.DeclaringType.IsGenericType && function.ReturnType.IsAssignableTo(typeof(Task))),
        ["HttpAnswersAResponse"] = Each(function => TriggerOf<HttpTriggerAttribute>(function) is null || (ParameterOf<HttpTriggerAttribute>(function).ParameterType == typeof(HttpRequestData) && ResultOf(function) == typeof(HttpResponseData))),
        ["OrchestratorTakesItsContextAndOneInput"] = Each(function => TriggerOf<OrchestrationTriggerAttribute>(function) is null || (function.GetParameters()[0].ParameterType == typeof(TaskOrchestrationContext) && function.GetParameters()[1..].All(parameter => !parameter.GetCustomAttributes().OfType<DurableClientAttribute>().Any() && parameter.ParameterType != typeof(CancellationToken)) && function.GetParameters().Length <= 2)),
        ["RouteValuesAreTextThatTheRouteNames"] = Each(function => TriggerOf<HttpTriggerAttribute>(function) is not { } http || Unbound(function).Where(parameter => !IsOfWorker(parameter)).All(parameter => parameter.ParameterType == typeof(string) && http.Route?.Contains($"{{{parameter.Name}}}", StringComparison.Ordinal) == true)),
        ["TimerTakesItsInfo"] = Each(function => TriggerOf<TimerTriggerAttribute>(function) is null || ParameterOf<TimerTriggerAttribute>(function).ParameterType == typeof(TimerInfo)),
    };

    private static Func<IReadOnlyList<MethodInfo>, IEnumerable<string>> Each(Func<MethodInfo, bool> isKept) =>
        functions => functions.Where(function => !isKept(function)).Select(function => $"{function.DeclaringType!.FullName}.{function.Name} ({NameOf(function)})");

    private static ParameterInfo[] Constructor<TAttribute>(MethodInfo function)
        where TAttribute : Attribute => ParameterOf<TAttribute>(function).GetCustomAttributesData().Single(data => data.AttributeType == typeof(TAttribute)).Constructor.GetParameters();

    private static IEnumerable<ParameterInfo> Unbound(MethodInfo function) => function.GetParameters().Where(parameter => !IsTrigger(parameter) && !parameter.IsDefined(typeof(DurableClientAttribute)));

    private static bool IsOfWorker(ParameterInfo parameter) => parameter.ParameterType == typeof(FunctionContext) || parameter.ParameterType == typeof(CancellationToken);

    private static bool IsTrigger(ParameterInfo parameter) => parameter.GetCustomAttributes().Any(attribute => attribute.GetType().Name.EndsWith("TriggerAttribute", StringComparison.Ordinal));
}
