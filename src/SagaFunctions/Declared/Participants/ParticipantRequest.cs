using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using DurableSagas.SagaFunctions.Declared.Registration;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Declared.Calls;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Telemetry;

namespace DurableSagas.SagaFunctions.Declared.Participants;

/// <summary>Writes the request of one call, as the wire contract has it.</summary>
internal static class ParticipantRequest
{
    private const string TraceParent = "traceparent";

    public static HttpRequestMessage Of(StepCall<ParticipantCall> call, Uri url, ParticipantSettings participant, string? token)
    {
        var request = new HttpRequestMessage(new HttpMethod(call.Request.Method), url);
        request.Headers.Add("Idempotency-Key", call.IdempotencyKey);
        request.Headers.Add("Saga-Id", call.Saga.Id);
        request.Headers.Add("Saga-Step", call.Request.Name);
        request.Headers.Add("Saga-Operation", call.Request.Operation.ToString());
        if (call.Request.ReservedUntil is { } until)
        {
            request.Headers.Add("Saga-Reserved-Until", until.ToString("O", CultureInfo.InvariantCulture));
        }

        if (call.Request.Operation.IsVotedOn())
        {
            // Relative: the app does not know under which name its participants reach it.
            request.Headers.Add("Saga-Decision", $"/api/transactions/{Uri.EscapeDataString(call.Saga.Id)}/decision");
        }

        request.Headers.Add(TraceParent, SagaTrace.TraceParentOf(call.Saga.Id, call.Step, call.Operation));
        if (participant.Key is { } key)
        {
            request.Headers.TryAddWithoutValidation(participant.KeyHeader, key);
        }

        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Content = call.Request.Body is { } body ? new StringContent(body.Text, Encoding.UTF8, MediaTypeNames.Application.Json) : null;
        return request;
    }
}
