using System.Text.Json;
using DurableSagas.Sagas.Declared.Conditions;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Declared.Arguments;

/// <summary>Finds what is wrong with what a start sends for the parameters of its definition, each by itself.</summary>
internal static class ArgumentFaults
{
    public static IEnumerable<(string Place, string Fault)> Of(
        IReadOnlyDictionary<string, DeclaredParameter> parameters, IReadOnlyDictionary<string, ForeignJson> arguments) =>
    [
        .. from parameter in parameters
           let fault = FaultOf(parameter.Value, arguments.GetValueOrDefault(parameter.Key)?.ToElement())
           where fault is not null
           select (parameter.Key, fault),
        .. arguments.Keys.Where(name => !parameters.ContainsKey(name)).Select(name => (name, "There is no such parameter.")),
    ];

    // Null says as little as nothing at all.
    private static string? FaultOf(DeclaredParameter parameter, JsonElement? argument) => argument switch
    {
        null or { ValueKind: JsonValueKind.Null } => parameter.Required ? "It is missing." : null,
        { } value when IsOf(parameter.Type, value) => null,
        _ => $"Expected {NameOf(parameter.Type)}.",
    };

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
