using System.Text.Json.Serialization;
using DurableSagas.FunctionsApi.Tests.Bindings;
using DurableSagas.FunctionsApi.Tests.References;
using Mono.Cecil;

namespace DurableSagas.FunctionsApi.Tests.History;

public sealed class HistoryTypesTests
{
    private static readonly string[] _calls = ["CallActivityAsync", "CallSubOrchestratorAsync", "WaitForExternalEvent", "GetInput"];

    [Fact]
    public void History_OfEveryFunction_HoldsSealedConcreteTypesOnly()
    {
        var types = HistoryTypes.Of(AppFunctions.All).ToArray();

        Assert.Contains(types, type => type.Name == "TimelineCall");
        FaultList.MustBeEmpty(HistoryTypes.Faults(types));
    }

    [Fact]
    public void History_AwaitedBySagas_HoldsSealedConcreteTypesOnly()
    {
        using var module = AppAssembly.Open("DurableSagas.Sagas");

        var awaited = module.Types.SelectMany(WithNested).SelectMany(type => type.Methods).Where(method => method.HasBody)
            .SelectMany(method => method.Body.Instructions).Select(instruction => instruction.Operand).OfType<GenericInstanceMethod>()
            .Where(call => _calls.Contains(call.Name)).SelectMany(call => call.GenericArguments).Where(argument => !argument.ContainsGenericParameter)
            .Select(Loaded).Distinct().ToArray();

        Assert.Contains(awaited, type => type.Name == "SagaOutcome");
        FaultList.MustBeEmpty(HistoryTypes.Faults(awaited));
    }

    [Theory]
    [InlineData(typeof(Holds<object>), "Value: System.Object")]
    [InlineData(typeof(Holds<Shape>), "Value: ")]
    [InlineData(typeof(Holds<IReadOnlyList<IDisposable>>), "Value: System.IDisposable")]
    [InlineData(typeof(Open), "Open: ")]
    public void Type_ThatTheWorkerDoesNotReadBack_IsAFault(Type type, string where)
    {
        var fault = Assert.Single(HistoryTypes.Faults([type]));

        Assert.Contains(where, fault, StringComparison.Ordinal);
    }

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private static Type Loaded(TypeReference type)
    {
        var found = Named(type.GetElementType());
        return type is GenericInstanceType generic ? found.MakeGenericType([.. generic.GenericArguments.Select(Loaded)]) : found;
    }

    private static Type Named(TypeReference type) => Type.GetType($"{type.FullName.Replace('/', '+')}, {type.Resolve().Module.Assembly.Name.Name}", throwOnError: true)!;

    public sealed record Holds<T>(T Value);

    [JsonPolymorphic]
    public abstract record Shape;

    public record Open;
}
