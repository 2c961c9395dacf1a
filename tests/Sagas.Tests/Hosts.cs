using DurableSagas.Sagas.TwoPhaseCommit;
using DurableSagas.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Sagas.Tests;

internal static class Hosts
{
    /// <summary>A host whose activities work at one participant.</summary>
    public static Task<SagaTestHost> StartAsync(Participant? participant = null, SagaTestOptions? options = null, Action<IServiceCollection>? more = null) =>
        SagaTestHost.StartAsync(
            services =>
            {
                services.AddSingleton(participant ??= new Participant()).AddSingleton<IDecisions>(participant).AddSingleton<DecisionRecorder>();
                more?.Invoke(services);
            },
            (options ?? new SagaTestOptions()) with { Assembly = typeof(Hosts).Assembly });
}
