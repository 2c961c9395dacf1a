using System.Globalization;
using DurableSagas.Projections.Starts;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Telemetry;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Functions.Http;

/// <summary>Schedules the orchestration of a saga whose view stands, and never a second time; whoever schedules it counts its start.</summary>
internal static class SagaScheduler
{
    public static async Task ScheduleAsync(this DurableTaskClient client, string instanceId, RegisteredSaga saga, object request, Announcement announcement, CancellationToken cancellationToken)
    {
        using var span = SagaSpans.Start(saga.Definition.IdentityOf(instanceId));
        var version = saga.Definition.Version.ToString(CultureInfo.InvariantCulture);
        var options = new StartOrchestrationOptions(instanceId) { Version = new TaskVersion(version), Tags = announcement.ToTags() }
            .WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(saga.Orchestrator, request, options, cancellationToken);
            SagaMeter.Started(saga.Definition.IdentityOf(instanceId));
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Two starts of one request at once, or a start and the sweep: the other one was first.
        }
    }
}
