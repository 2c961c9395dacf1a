using System.Globalization;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Sagas.Tests.Declared;

public sealed class LayeredTests
{
    // From its first layer to its last, more paths than could be walked in a lifetime.
    private const int Layers = 49;

    [Fact]
    public async Task Saga_OfManyPaths_IsUndoneWithoutWalkingThem()
    {
        var participant = new Participant();
        await using var host = await Hosts.StartAsync(participant);
        host.Register(Layered());
        host.Faults.On("second", Fault.Refuses("no"));

        var end = await host.EndOfAsync(await host.StartAsync(Layered(), "order-1"));

        Assert.Equal(["first"], end.ReadOutputAs<SagaOutcome>()!.Undone);
    }

    private static DeclaredTransaction Layered()
    {
        var call = new DeclaredCall("POST", "work");
        var once = new DeclaredRetry(MaxAttempts: 1);
        List<DeclaredStep> steps = [new("first", "bank", call, call, Retry: once), new("second", "bank", call, Retry: once)];
        string[] before = ["second"];
        foreach (var layer in Enumerable.Range(1, Layers).Select(number => number.ToString(CultureInfo.InvariantCulture)))
        {
            steps.AddRange([new($"left-{layer}", "bank", call, After: before, Retry: once), new($"right-{layer}", "bank", call, After: before, Retry: once)]);
            before = [$"left-{layer}", $"right-{layer}"];
        }

        return new DeclaredTransaction(Protocol.Saga, "layered", steps);
    }
}
