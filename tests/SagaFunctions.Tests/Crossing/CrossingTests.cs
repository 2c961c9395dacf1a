using System.Text.Json;
using DurableSagas.Functions.LedgerTransfer;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Declared.Calls;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Outcomes.Undoing;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.SagaFunctions.Tests.Crossing;

/// <summary>Every record that crosses the history, sent through the Durable extension's own code and back.</summary>
public sealed class CrossingTests
{
    public static TheoryData<string> Types => [.. CrossingTypes.All.Select(type => type.ToString())];

    [Theory]
    [MemberData(nameof(Types))]
    public void Record_AsAnInput_ArrivesAsItWas(string name)
    {
        var type = TypeOf(name);
        var sent = Sample.Of(type);

        var arrived = JsonSerializer.Deserialize(DurableExtension.Input(JsonSerializer.Serialize(sent, type, SagaJson.History)), type, SagaJson.History);

        Assert.Equal(Shown(sent, type), Shown(arrived, type));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Record_AsAResult_ArrivesAsItWas(string name)
    {
        var type = TypeOf(name);
        var sent = Sample.Of(type);

        var arrived = JsonSerializer.Deserialize(DurableExtension.Result(JsonSerializer.Serialize(sent, type, SagaJson.History)), type, SagaJson.History);

        Assert.Equal(Shown(sent, type), Shown(arrived, type));
    }

    [Theory]
    [InlineData(typeof(StepCall<TransferMoney>))]
    [InlineData(typeof(StepCall<ParticipantCall>))]
    [InlineData(typeof(StepResult<ForeignJson>))]
    public void Record_AsHttpHasIt_WouldNotArriveAsItWas(Type type)
    {
        var sent = Sample.Of(type);

        var arrived = JsonSerializer.Deserialize(DurableExtension.Result(JsonSerializer.Serialize(sent, type, SagaJson.Options)), type, SagaJson.Options);

        Assert.NotEqual(Shown(sent, type), Shown(arrived, type));
    }

    [Fact]
    public void Records_Found_AreThoseOfOrchestratorsActivitiesAndDefinitions() =>
        Assert.Superset(
            new HashSet<Type> { typeof(StepCall<TransferMoney>), typeof(StepCall<ParticipantCall>), typeof(StepResult<ForeignJson>), typeof(DeclaredTransaction), typeof(TimelineCall), typeof(SagaOutcome), typeof(TransferMoney) },
            CrossingTypes.All.ToHashSet());

    // Each of these holds what the app's own records were written to, by the same serializer.
    [Fact]
    public void Records_HoldJsonAsItComes_OnlyWhereItIsOurs() =>
        Assert.Equal(["SagaDone.Results", "StepCall`1.Request", "StepCall`1.Results"], CrossingTypes.Untyped);

    private static Type TypeOf(string name) => CrossingTypes.All.Single(type => type.ToString() == name);

    // As numbers, so that no digit can hide in a text.
    private static string Shown(object? record, Type type) => JsonSerializer.Serialize(record, type, SagaJson.Options);
}
