using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Steps.Recording;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Sagas.Composition;

/// <summary>What activities of sagas are made of, in an app and in the test kit alike.</summary>
public static class SagaActivities
{
    /// <remarks>They need a <see cref="TimeProvider"/>, and a <see cref="Views.ISagaProjection"/> to write to.</remarks>
    public static IServiceCollection AddSagaActivities(this IServiceCollection services) => services
        .AddSingleton<StepRunner>()
        .AddSingleton<TimelineRecorder>();
}
