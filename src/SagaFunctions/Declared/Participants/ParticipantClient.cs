using System.Net;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;
using DurableSagas.SagaFunctions.Declared.Registration;
using DurableSagas.SagaFunctions.Outgoing;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Declared.Calls;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.SagaFunctions.Declared.Participants;

/// <summary>Calls a registered participant, and reads its answer as one of the four results.</summary>
/// <remarks>The status alone decides; the body of a refusal is quoted, never interpreted.</remarks>
public sealed class ParticipantClient(IHttpClientFactory clients, ParticipantRegistry registry, TimeProvider time)
{
    public const string HttpClientName = "participant";

    private readonly Lazy<TokenCredential> _identity = new(() => new DefaultAzureCredential());

    /// <exception cref="StepRefusedException">The participant said no.</exception>
    /// <exception cref="StepPendingException">It has not finished yet.</exception>
    /// <exception cref="StepUnavailableException">It gave no answer from which the result is known.</exception>
    internal async Task<JsonElement> CallAsync(StepCall<ParticipantCall> call, CancellationToken cancellationToken)
    {
        if (call.Request.Fault is { } fault)
        {
            throw new StepRefusedException(fault);
        }

        var participant = registry.Find(call.Request.Participant);
        using var timeout = new CancellationTokenSource(participant.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await CallAsync(call, participant, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw new StepUnavailableException($"Participant '{call.Request.Participant}' did not answer within {participant.Timeout}.", null);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // Its own message names addresses behind the participant's name.
            throw new StepUnavailableException($"Participant '{call.Request.Participant}' did not answer: {OutgoingFault.Of(exception)}.", null, exception);
        }
    }

    private async Task<JsonElement> CallAsync(StepCall<ParticipantCall> call, ParticipantSettings participant, CancellationToken cancellationToken)
    {
        var name = call.Request.Participant;
        var url = ParticipantUrl.Of(participant.BaseUrl, call.Request.Path)
            ?? throw new StepRefusedException($"The path leads out of the base URL of participant '{name}'.");
        var token = participant.Scope is { } scope ? await TokenAsync(name, scope, cancellationToken) : participant.BearerToken;
        using var request = ParticipantRequest.Of(call, url, participant, token);
        using var response = await clients.CreateClient(HttpClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var answer = new ParticipantAnswer(name, response, new Secrets(participant.Key, token));
        return await ResultOfAsync(name, response, answer, cancellationToken);
    }

    private async Task<string> TokenAsync(string participant, string scope, CancellationToken cancellationToken)
    {
        try
        {
            return (await _identity.Value.GetTokenAsync(new TokenRequestContext([scope]), cancellationToken)).Token;
        }
        catch (AuthenticationFailedException failed)
        {
            throw new StepUnavailableException($"Participant '{participant}' was not asked: the app got no token for it.", null, failed);
        }
    }

    private async Task<JsonElement> ResultOfAsync(
        string participant, HttpResponseMessage response, ParticipantAnswer answer, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode is HttpStatusCode.Accepted or (HttpStatusCode)425)
        {
            throw new StepPendingException(OutgoingFault.RetryAfterOf(response, time) ?? TimeSpan.Zero);
        }

        if (status is >= 200 and < 300)
        {
            return await answer.ReadAsync(cancellationToken);
        }

        if (status is >= 400 and < 500 and not 408 and not 429)
        {
            throw new StepRefusedException($"Participant '{participant}' refused with {status}{await answer.QuoteAsync(cancellationToken)}");
        }

        var hint = status is >= 300 and < 400 ? "; redirects are not followed" : string.Empty;
        throw new StepUnavailableException($"Participant '{participant}' answered {status}{hint}.", OutgoingFault.RetryAfterOf(response, time));
    }
}
