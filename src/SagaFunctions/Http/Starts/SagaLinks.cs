namespace DurableSagas.SagaFunctions.Http.Starts;

/// <summary>Where who started a saga goes on: with the key of its start.</summary>
/// <param name="Events">A template: the event has the name of the approval step.</param>
internal sealed record SagaLinks(string Self, string Cancel, string Events)
{
    public static SagaLinks Of(string id) => new($"/api/sagas/{id}", $"/api/sagas/{id}/cancel", $"/api/sagas/{id}/events/{{event}}");
}
