using DurableSagas.Testing.Hub;
using Microsoft.DurableTask.Protobuf;

namespace DurableSagas.Testing.Client;

/// <summary>Deletes ended instances with all that is kept of them.</summary>
internal sealed class InstancePurges(TaskHub hub)
{
    /// <returns>How many.</returns>
    public int Purge(PurgeInstancesRequest request)
    {
        if (request.RequestCase != PurgeInstancesRequest.RequestOneofCase.InstanceId)
        {
            return Purge(hub.All().Where(instance => instance.HasEnded && IsMeant(instance, request.PurgeInstanceFilter)));
        }

        var found = hub.Find(request.InstanceId);
        return found is { HasEnded: false }
            ? throw Refusal.WrongState($"Instance '{found.Id}' is {found.Status}: only an instance that has ended can be purged.")
            : Purge(found is null ? [] : [found]);
    }

    private int Purge(IEnumerable<Instance> instances)
    {
        var count = 0;
        foreach (var instance in instances)
        {
            hub.Write(() => () => hub.Remove(instance));
            count++;
        }

        return count;
    }

    private static bool IsMeant(Instance instance, PurgeInstanceFilter filter) =>
        (filter.CreatedTimeFrom is not { } from || instance.CreatedAt >= from.ToDateTimeOffset())
        && (filter.CreatedTimeTo is not { } to || instance.CreatedAt <= to.ToDateTimeOffset())
        && (filter.RuntimeStatus.Count == 0 || filter.RuntimeStatus.Contains(instance.Status));
}
