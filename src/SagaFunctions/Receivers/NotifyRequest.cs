using System.Text.Json;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Problems;

namespace DurableSagas.SagaFunctions.Receivers;

/// <summary>Takes out of a start's body who is to be told of the saga's end.</summary>
public sealed class NotifyRequest(ReceiverRegistry receivers)
{
    internal const string Member = "notify";

    /// <summary>The saga's own request, and the receiver's name; null when the body names none.</summary>
    /// <exception cref="ProblemException">400: there is no such receiver.</exception>
    internal (JsonElement Request, string? Receiver) TakeFrom(JsonElement body)
    {
        if (!body.TryGetProperty(Member, out var asked))
        {
            return (body, null);
        }

        var name = asked.ValueKind == JsonValueKind.String ? receivers.NameOf(asked.GetString()!) : null;
        return name is null
            ? throw ProblemException.BadField(Member, $"Expected the name of a receiver that is registered: {Known()}.")
            : (RequestBody.Without(body, Member), name);
    }

    private string Known() =>
        string.Join(", ", receivers.Names) is { Length: > 0 } names ? names : $"there is none; '{ReceiverRegistry.Section}__…' registers them";
}
