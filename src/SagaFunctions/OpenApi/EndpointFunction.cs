using System.Reflection;
using System.Text.RegularExpressions;
using DurableSagas.SagaFunctions.Operators;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SagaFunctions.OpenApi;

/// <summary>An HTTP function as its method declares it.</summary>
internal sealed partial record EndpointFunction(string Name, MethodInfo Method, HttpTriggerAttribute Trigger)
{
    public string Route { get; } = Trigger.Route ?? Name;

    public EndpointAttribute Endpoint { get; } = Method.GetCustomAttribute<EndpointAttribute>() ?? new EndpointAttribute(Name);

    public IReadOnlyList<AnswersAttribute> Answers { get; } = [.. Method.GetCustomAttributes<AnswersAttribute>().OrderBy(answer => answer.Status)];

    public IReadOnlyList<ParameterAttribute> Parameters { get; } = [.. Method.GetCustomAttributes<ParameterAttribute>()];

    public bool IsOperatorOnly { get; } = Method.IsDefined(typeof(OperatorOnlyAttribute));

    public IEnumerable<string> RouteParameters => RouteParameter().Matches(Route).Select(match => match.Groups[1].Value);

    public static IReadOnlyList<EndpointFunction> Of(AppFunctions functions) =>
    [
        .. from method in functions.Methods
           let function = method.GetCustomAttribute<FunctionAttribute>()
           let trigger = TriggerOf(method)
           where trigger is not null
           orderby function.Name
           select new EndpointFunction(function.Name, method, trigger)
    ];

    private static HttpTriggerAttribute? TriggerOf(MethodInfo method) =>
        method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(trigger => trigger is not null);

    [GeneratedRegex(@"\{\*?(\w+)[^}]*\}")]
    private static partial Regex RouteParameter();
}
