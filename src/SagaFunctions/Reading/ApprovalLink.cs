using DurableSagas.Projections;
using DurableSagas.Projections.Approvals;

namespace DurableSagas.SagaFunctions.Reading;

/// <summary>Where a person's answer is posted: the event that a step waits for has the step's name.</summary>
internal static class ApprovalLink
{
    public const string Route = "sagas/{id}/events/{event}";

    public static SagaView In(SagaView saga) => saga with
    {
        Steps = [.. saga.Steps.Select(step => step.WaitsFor is { } name ? step with { Link = Of(saga.Id, name) } : step)],
    };

    public static ApprovalPage In(ApprovalPage page) => page with
    {
        Items = [.. page.Items.Select(approval => approval with { Link = Of(approval.Id, approval.Step) })],
    };

    private static string Of(string id, string name) => $"/api/sagas/{Uri.EscapeDataString(id)}/events/{Uri.EscapeDataString(name)}";
}
