using DurableSagas.BenchmarkApp.Orchestrators;
using DurableSagas.BenchmarkApp.Trips;
using DurableSagas.Sagas.Outcomes;
using Microsoft.DurableTask.Client;

namespace DurableSagas.BenchmarkApp.Driving;

/// <summary>An orchestrator, what its instances are given, and how they end when what was measured is what was meant.</summary>
internal sealed record Workload(string Orchestrator, Func<int, object?> RequestOf, Func<OrchestrationMetadata, bool> IsAsMeant)
{
    private static readonly IReadOnlyList<Workload> _all =
    [
        new(nameof(Empty), _ => null, end => end.ReadOutputAs<string>() == end.InstanceId),
        new(nameof(Sequence), _ => null, end => end.ReadOutputAs<int>() == Sequence.Result),
        new(nameof(FanOut), _ => null, end => end.ReadOutputAs<int>() == FanOut.Result),
        new(nameof(TripOrchestrator), number => new Trip($"{number}"), IsCompensated),
    ];

    public static Workload Of(string orchestrator) => _all.FirstOrDefault(workload => workload.Orchestrator == orchestrator)
        ?? throw new ArgumentException(
            $"'{orchestrator}' has no end of its own; what has: {string.Join(", ", _all.Select(workload => workload.Orchestrator))}.", nameof(orchestrator));

    /// <summary>Null, or how the instance ended instead of as it should.</summary>
    public string? FaultOf(OrchestrationMetadata end) => end.RuntimeStatus == OrchestrationRuntimeStatus.Completed && IsAsMeant(end)
        ? null
        : $"Instance '{end.InstanceId}' of '{Orchestrator}' ended {end.RuntimeStatus}: {end.FailureDetails?.ErrorMessage ?? end.SerializedOutput}";

    private static bool IsCompensated(OrchestrationMetadata end) =>
        end.ReadOutputAs<SagaOutcome>() is { Status: SagaStatus.Compensated, Undone: [nameof(TakeRoom), nameof(TakeSeat)] };
}
