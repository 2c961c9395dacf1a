namespace DurableSagas.EndToEnd.Tests.Api;

/// <summary>A saga as <c>GET /api/sagas/{id}</c> shows it, in words of its own.</summary>
internal sealed record SagaAnswer(string Id, string Status, long Sequence, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, OutcomeAnswer? Outcome, string? Error, IReadOnlyList<StepAnswer> Steps, int? Rewinds = null)
{
    private static readonly string[] _ends = ["Completed", "Compensated", "Stuck", "Failed", "Terminated"];

    public bool HasEnded => _ends.Contains(Status);

    public StepAnswer this[string step] => Steps.Single(known => known.Name == step);
}
