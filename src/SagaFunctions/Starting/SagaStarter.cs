using System.Globalization;
using System.Net;
using System.Text.Json;
using DurableSagas.Projections;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Starts;
using DurableSagas.SagaFunctions.Faults;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Telemetry;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Starting;

/// <summary>Starts a saga once, however often it is asked to: the insert of the view is the guard, the schedule follows it.</summary>
public sealed class SagaStarter(Announcements announcements, FaultTable faultTable, TimeProvider time)
{
    /// <returns>Whether this call announced it: false of a start that is repeated.</returns>
    /// <exception cref="ProblemException">413: the request is larger than what a view holds; 422: the id belongs to another request.</exception>
    internal async Task<bool> StartAsync(DurableTaskClient client, SagaStart start, CancellationToken cancellationToken)
    {
        var announcement = Announce(start);
        var known = await announcements.InsertAsync(announcement, cancellationToken);
        if (known is not null && known.RequestHash != start.RequestHash)
        {
            throw new ProblemException(HttpStatusCode.UnprocessableEntity, $"The {IdempotencyKey.Header} was used before with another body.")
            {
                InstanceId = start.InstanceId,
            };
        }

        // The retry of a start that stopped between the insert and here finds no instance, and schedules it. One that has
        // begun and has none was purged: it must not run again.
        if (known is null || (!known.HasBegun && await client.GetInstanceAsync(start.InstanceId, cancellationToken) is null))
        {
            if (start.Faults is { } faults)
            {
                await faultTable.PutAsync(start.InstanceId, faults, cancellationToken);
            }

            await ScheduleAsync(client, start.Saga, start.Request, known ?? announcement, cancellationToken);
        }

        return known is null;
    }

    /// <summary>Goes on with a start that stopped after its announcement.</summary>
    internal async Task ResumeAsync(DurableTaskClient client, SagaView view, RegisteredSaga saga, CancellationToken cancellationToken)
    {
        var viewed = new Announcement(saga.Definition.IdentityOf(view.Id), view.CreatedAt);
        var request = view.Request!.Value.Deserialize(saga.Definition.RequestType, SagaJson.Options)!;
        await ScheduleAsync(client, saga, request, await announcements.FindAsync(viewed, cancellationToken) ?? viewed, cancellationToken);
    }

    private Announcement Announce(SagaStart start)
    {
        var definition = start.Saga.Definition;
        var request = JsonSerializer.Serialize(start.Request, start.Request.GetType(), SagaJson.Options);
        return request.Length > Announcements.MaxRequestLength
            ? throw new ProblemException(
                HttpStatusCode.RequestEntityTooLarge,
                $"The request has {request.Length} characters as it is kept; {Announcements.MaxRequestLength} are the limit.")
            : new Announcement(definition.IdentityOf(start.InstanceId), time.GetUtcNow())
            {
                Request = request,
                RequestHash = start.RequestHash,
                Definition = definition.Shape.Fingerprint,
                Key = KeyOf(start),
                Notify = start.Notify,
                StepNames = [.. definition.Steps.Select(step => step.Name)],
            };
    }

    private static string? KeyOf(SagaStart start) => start.Saga.Definition.KeyOf(start.Request) switch
    {
        { Length: > SagaFilter.MaxKey } tooLong => throw ProblemException.BadRequest(
            $"The key by which the saga is found has {tooLong.Length} characters; {SagaFilter.MaxKey} are the limit."),
        var key => key,
    };

    // Never a second time; whoever schedules it counts its start.
    private static async Task ScheduleAsync(
        DurableTaskClient client, RegisteredSaga saga, object request, Announcement announcement, CancellationToken cancellationToken)
    {
        using var span = SagaSpans.Start(announcement.Saga);
        var version = announcement.Saga.Version.ToString(CultureInfo.InvariantCulture);
        var options = new StartOrchestrationOptions(announcement.Saga.Id) { Version = new TaskVersion(version), Tags = announcement.ToTags() }
            .WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(saga.Orchestrator, request, options, cancellationToken);
            SagaMeter.Started(announcement.Saga);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Two starts of one request at once, or a start and the sweep: the other one was first.
        }
    }
}
