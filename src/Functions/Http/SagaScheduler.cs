using System.Globalization;
using DurableSagas.Projections.Starts;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Functions.Http;

/// <summary>Schedules the orchestration of a saga whose view stands, and never a second time.</summary>
internal static class SagaScheduler
{
    public static async Task ScheduleAsync(this DurableTaskClient client, string instanceId, string orchestrator, int version, object request, Announcement announcement, CancellationToken cancellationToken)
    {
        var options = new StartOrchestrationOptions(instanceId) { Version = new TaskVersion(version.ToString(CultureInfo.InvariantCulture)), Tags = announcement.ToTags() }
            .WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, request, options, cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Two starts of one request at once, or a start and the sweep: the other one was first.
        }
    }
}
