using System.Text.Json;
using DurableSagas.Sagas.Declared.Calls;
using DurableSagas.Sagas.Declared.Conditions;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Declared.Planning;
using DurableSagas.Sagas.Declared.References;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Declared.Arguments;

/// <summary>Finds what is wrong with what a start sends for the parameters of its definition: each by itself, then the calls that refer to them.</summary>
internal static class ArgumentFaults
{
    /// <summary>As many as a result may have: a body must hold either.</summary>
    private const int MaxDepth = 32;

    public static IReadOnlyList<(string Name, string Fault)> Of(DeclaredTransaction document)
    {
        var parameters = document.Parameters ?? new Dictionary<string, DeclaredParameter>();
        var arguments = (document.Arguments ?? new Dictionary<string, ForeignJson>())
            .ToDictionary(argument => argument.Key, argument => argument.Value.ToElement(), StringComparer.Ordinal);
        (string, string)[] faults =
        [
            .. from parameter in parameters
               let fault = FaultOf(parameter.Value, arguments.TryGetValue(parameter.Key, out var argument) ? argument : null)
               where fault is not null
               select (parameter.Key, fault),
            .. arguments.Keys.Where(name => !parameters.ContainsKey(name)).Select(name => (name, "There is no such parameter.")),
        ];
        return faults.Length > 0 ? faults : CallFaults(DeclaredPlan.Of(document), arguments);
    }

    /// <summary>What can be said of arguments before the references in them are resolved.</summary>
    public static IEnumerable<(string Name, string Fault)> Before(IReadOnlyDictionary<string, DeclaredParameter> parameters, JsonElement arguments) =>
    [
        .. from parameter in parameters
           let argument = arguments.TryGetProperty(parameter.Key, out var value) && value.ValueKind != JsonValueKind.Null ? value : (JsonElement?)null
           where argument is not { } sent || !ResultReferences.IsIn(sent, out _)
           let fault = FaultOf(parameter.Value, argument)
           where fault is not null
           select (parameter.Key, fault),
        .. arguments.EnumerateObject().Where(sent => !parameters.ContainsKey(sent.Name)).Select(sent => (sent.Name, "There is no such parameter.")),
    ];

    private static string? FaultOf(DeclaredParameter parameter, JsonElement? argument) => argument switch
    {
        null => parameter.Required ? "It is missing." : null,
        { } value when !IsOf(parameter.Type, value) => $"Expected {NameOf(parameter.Type)}.",
        { } value => JsonDepth.Of(value) > MaxDepth ? $"It may have {MaxDepth} levels." : null,
    };

    // Whatever the results will be: these calls could not be made.
    private static IReadOnlyList<(string, string)> CallFaults(IReadOnlyList<PlannedStep> plan, Dictionary<string, JsonElement> arguments)
    {
        var byName = arguments.ToDictionary(argument => ResultReference.NameOf(argument.Key), argument => argument.Value, StringComparer.Ordinal);
        var known = new KnownResults(name => byName.TryGetValue(name, out var argument) ? argument : null)
        {
            IsAwaited = name => plan.Any(step => step.ResultName == name),
            MayBeMissing = name => !byName.ContainsKey(name),
        };
        var wanted = plan.Where(step => step.When is not { } condition || new Judgement(known.Find, known.IsAwaited).Holds(condition) != false).ToArray();
        return
        [
            .. from step in wanted
               from planned in step.Calls
               // A path that cannot be made is not the fault of what the body refers to.
               let call = CallResolution.FaultOf(planned.Call with { Body = null }, known) is null ? planned.Call : planned.Call with { Body = null }
               let names = ParametersIn(ResultReferences.In(call, string.Empty))
               where names.Length > 0
               let fault = CallResolution.FaultOf(call, known)
               where fault is not null
               select (names, $"{planned.Operation} of '{step.Part!.Name}' could not be called: {fault}"),
            .. from step in wanted
               let request = step.SubSaga?.Request
               where request is not null
               let names = ParametersIn(ResultReferences.In(request.ToElement(), string.Empty))
               where names.Length > 0
               let fault = CallResolution.FaultOf(request, known)
               where fault is not null
               select (names, $"The request of '{step.Part!.Name}' could not be made: {fault}"),
        ];
    }

    private static string ParametersIn(IEnumerable<(string Place, ResultReference? Reference)> found) => string.Join(
        ", ",
        from reference in found.Select(entry => entry.Reference).OfType<ResultReference>()
        where reference.IsParameter
        group reference by reference.Name into parameter
        select parameter.Key);

    private static bool IsOf(ParameterType type, JsonElement value) => type switch
    {
        ParameterType.Text => value.ValueKind == JsonValueKind.String,
        ParameterType.Number => value.ValueKind == JsonValueKind.Number,
        ParameterType.WholeNumber => value.ValueKind == JsonValueKind.Number && JsonNumber.Parse(value.GetRawText()).IsWhole,
        ParameterType.TruthValue => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        ParameterType.Record => value.ValueKind == JsonValueKind.Object,
        _ => value.ValueKind == JsonValueKind.Array,
    };

    private static string NameOf(ParameterType type) => type switch
    {
        ParameterType.Text => "text",
        ParameterType.Number => "a number",
        ParameterType.WholeNumber => "a whole number",
        ParameterType.TruthValue => "true or false",
        ParameterType.Record => "an object",
        _ => "a list",
    };
}
